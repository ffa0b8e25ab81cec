/*
 * `npm run demo`: builds the application, fills embedded stores with demo data and serves it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { address, consoleCommand, dataDir, env, port, root } from './demo_environment.ts'
import { SERVER_ARGUMENTS } from './server_arguments.ts'

function run(what: string, args: string[], environment: NodeJS.ProcessEnv) {
  console.log(`${what} …`)
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status === 0) return
  process.stderr.write(stdout) // where the compiler says what is wrong
  process.exit(status ?? 1)
}

await refuseTakenPort()
run('Building', ['ace.js', 'build', '--tsconfig=tsconfig.build.json'], {
  ...env,
  NODE_ENV: 'development',
})
run('Adding demo data', ['build/ace.js', 'demo:seed'], env)

const server = spawn(process.execPath, SERVER_ARGUMENTS, {
  cwd: root,
  env,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => server.kill('SIGTERM'))
server.on('exit', (status) => process.exit(status ?? 1))

await untilItAnswers()
const mails = join(dataDir, 'mail')
mkdirSync(mails, { recursive: true })
console.log(`
Theta is running.

  Start page      ${address}/
  Dashboard       ${address}/admin
  API             ${address}/api/course/all
  Frontend        start it with VITE_BACKEND=${address}; it may call from ${env.FRONTEND_URL}

  Administrator   admin@theta.example     learn-with-theta
  Learner         learner@theta.example   learn-with-theta

  Mails           ${mails} (one .eml file each)
  Paying          ${consoleCommand('payments:sandbox-pay <order>')}

Press Ctrl+C to stop.
`)

/** Whoever has the port would be taken for this demo, and may be one that runs from the build which this one replaces. */
async function refuseTakenPort() {
  const probe = createServer().listen(Number(port), env.HOST)
  try {
    await once(probe, 'listening')
  } catch (error) {
    const { message } = error as Error
    console.error(
      `The demo can't have port ${port} (${message}). If no other demo runs, choose another port: PORT=3334 npm run demo`
    )
    process.exit(1)
  }
  probe.close()
  await once(probe, 'close')
}

async function untilItAnswers() {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((again) => setTimeout(again, 100))
  }
}
