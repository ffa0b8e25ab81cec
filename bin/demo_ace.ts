/*
 * `npm run demo:ace -- <command>`: runs a console command on the demo's stores, even while the demo
 * is running.
 */
import { spawnSync } from 'node:child_process'
import { env, root } from './demo_environment.ts'

const { status } = spawnSync(process.execPath, ['build/ace.js', ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: 'inherit',
})
process.exit(status ?? 1)
