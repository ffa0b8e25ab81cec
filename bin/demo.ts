/*
 * `npm run demo`: builds the application, fills embedded stores with demo data and serves it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const dataDir = resolve(root, process.env.DATA_DIR || 'storage/demo')
const port = process.env.PORT || '3333'
const address = `http://localhost:${port}`

/** The key is made once and kept: what was encrypted or signed with it stays good. */
function appKey(): string {
  const file = join(dataDir, 'app_key')
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}

const env: NodeJS.ProcessEnv = {
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  FRONTEND_URL: 'http://localhost:5173',
  APP_URL: address,
  ...process.env,
  NODE_ENV: 'production',
  ALLOW_EMBEDDED: 'true',
  PORT: port,
  DATA_DIR: dataDir,
  APP_KEY: process.env.APP_KEY || appKey(),
}

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

run('Building', ['ace.js', 'build'], { ...env, NODE_ENV: 'development' })
run('Adding demo data', ['build/ace.js', 'demo:seed'], env)

const server = spawn(process.execPath, ['build/bin/server.js'], {
  cwd: root,
  env,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => server.kill('SIGTERM'))
server.on('exit', (status) => process.exit(status ?? 1))

await untilItAnswers()
console.log(`
Theta is running.

  Start page      ${address}/
  API             ${address}/api/course/all
  Frontend        start it with VITE_BACKEND=${address}; it may call from ${env.FRONTEND_URL}

  Administrator   admin@theta.example     learn-with-theta
  Learner         learner@theta.example   learn-with-theta

  Mails           ${join(dataDir, 'mail')} (one .eml file each)
  Paying          node ace payments:sandbox-pay <order> prints a sandbox payment

Press Ctrl+C to stop.
`)

async function untilItAnswers() {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((again) => setTimeout(again, 100))
  }
}
