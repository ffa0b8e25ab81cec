/*
 * `npm run demo`: builds the application if necessary, fills embedded stores with demo data and
 * serves it.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { portProblem } from '../start/port_problem.ts'
import { address, consoleCommand, dataDir, env, port, root } from './demo_environment.ts'
import { isBuildFresh } from './fresh_build.ts'
import { SERVER_ENTRY } from './server_arguments.ts'

function run(what: string, args: string[], environment: NodeJS.ProcessEnv) {
  console.log(`${what} …`)
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status === 0) return
  process.stderr.write(stdout) // the compiler writes its errors there
  process.exit(status ?? 1)
}

await refuseUnusablePort()
if (!isBuildFresh(root)) {
  run('Building', ['ace.js', 'build', '--tsconfig=tsconfig.build.json'], {
    ...env,
    NODE_ENV: 'development',
  })
}
run('Adding demo data', ['build/ace.js', 'demo:seed'], env)

endWithNpm()
Object.assign(process.env, env)
await import(pathToFileURL(join(root, SERVER_ENTRY)).href)

await untilItAnswers()
const mails = join(dataDir, 'mail')
mkdirSync(mails, { recursive: true })
console.log(`
Theta is running.

  Start page      ${address}/
  Dashboard       ${address}/admin
  API             ${address}/api/course/all
  Sandbox shop    ${address}/sandbox/razorpay/shop to buy courses in the browser
  Frontend        start it with VITE_BACKEND=${address}; it may call from ${env.FRONTEND_URL}
  Message board   ${address}/api/v2; its client may call from ${env.MEMBERS_ORIGINS}

  Administrator   admin@theta.example     learn-with-theta
  Learner         learner@theta.example   learn-with-theta
  Board member    ananya                  Learn-with-theta1!

  Mails           ${mails} (one .eml file each)
  Paying          ${consoleCommand('payments:sandbox-pay <order>')}

Press Ctrl+C to stop.
`)

/**
 * A server that already uses this port may be a demo running from the build that would be replaced.
 */
async function refuseUnusablePort() {
  const problem = await portProblem(env.HOST!, port)
  if (!problem) return
  console.error(problem)
  process.exit(1)
}

/** Ends the server if npm was killed by a signal that it can't forward. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const npm = process.ppid
  const watch = setInterval(() => process.ppid !== npm && process.kill(process.pid, 'SIGTERM'), 500)
  watch.unref()
}

async function untilItAnswers() {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((again) => setTimeout(again, 100))
  }
}
