/*
 * The entry point of `node ace`. Under a Node older than the application needs, it runs itself again
 * on the Node that the development dependencies bring along.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const packagedNode = fileURLToPath(new URL('./node_modules/node/bin/node', import.meta.url))

if (Number.parseInt(process.versions.node) < 24 && existsSync(packagedNode)) {
  const child = spawn(packagedNode, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (status) => process.exit(status ?? 1))
} else {
  await import('@poppinss/ts-exec')
  await import('./bin/console.js')
}
