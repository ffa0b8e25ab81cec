/*
 * Tests a rolling restart: replaces two processes of the production build behind a load balancer, one after the other,
 * under constant load. No request may fail.
 *   DATABASE_URL=… REDIS_URL=… node infra/rolling_restart/run.ts      (after npm run build)
 */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import { freePort } from '../../bin/free_port.ts'
import { SERVER_ARGUMENTS } from '../../bin/server_arguments.ts'
import { LoadBalancer } from './load_balancer.ts'

const CONNECTIONS = 10

/** High enough to detect any gap, low enough to leave CPU time for the processes that start. */
const REQUESTS_PER_SECOND = 50
const MOST_MS_TO_READY = 60_000
const LEARNER = { email: 'learner@theta.example', password: 'learn-with-theta' }

const root = resolve(import.meta.dirname, '../..')
const { DATABASE_URL, REDIS_URL, PATH, HOME } = process.env
if (!DATABASE_URL || !REDIS_URL) {
  console.error(
    'DATABASE_URL and REDIS_URL name a PostgreSQL and a Redis that the processes share.'
  )
  process.exit(1)
}

const work = mkdtempSync(join(tmpdir(), 'theta-rolling-'))
const ports = [await freePort(), await freePort()]
const processes = new Map<number, ChildProcess>()
const balancer = new LoadBalancer(ports)

const settings = {
  PATH,
  HOME,
  NODE_ENV: 'production',
  ALLOW_EMBEDDED: 'true',
  APP_KEY: 'only-for-tests-0123456789abcdefghij',
  DATABASE_URL,
  REDIS_URL,
  DATA_DIR: work,
  ENV_PATH: work,
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  RATE_LIMITS: 'off',
  SHUTDOWN_GRACE: '2 seconds',
}

function launch(args: string[], more: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, args, {
    cwd: root,
    env: { ...settings, ...more },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function ace(...args: string[]) {
  const [code] = await once(launch(['build/ace.js', ...args]), 'exit')
  assert.equal(code, 0, `"${args.join(' ')}" failed`)
}

/** @returns the milliseconds until the load balancer considered the process ready */
async function startAt(port: number): Promise<number> {
  const began = performance.now()
  const child = launch(SERVER_ARGUMENTS, { PORT: String(port) })
  processes.set(port, child)
  while (!balancer.isReady(port)) {
    assert.equal(child.exitCode, null, 'A process ended before it was ready')
    assert.ok(performance.now() - began < MOST_MS_TO_READY, 'A process was not ready in time')
    await sleep(20)
  }
  return Math.round(performance.now() - began)
}

async function stopAt(port: number) {
  const child = processes.get(port)!
  const began = performance.now()
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  assert.equal(code, 0, 'A process did not shut down gracefully')
  return Math.round(performance.now() - began)
}

async function tokenFrom(address: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify(LEARNER)
  const answer = await fetch(`${address}/api/user/login`, { method: 'POST', headers, body })
  assert.equal(answer.status, 200, 'The sign-in failed')
  const { token } = (await answer.json()) as { token: string }
  return token
}

try {
  await ace('migration:run', '--force')
  await ace('demo:seed')
  for (const port of ports) console.log(`ready ${await startAt(port)} ms after its start`)
  const address = await balancer.listen()
  const headers = { token: await tokenFrom(address) }

  const ended = Promise.withResolvers<autocannon.Result>()
  const options: autocannon.Options = {
    url: address,
    connections: CONNECTIONS,
    overallRate: REQUESTS_PER_SECOND,
    duration: 600, // seconds at most; stopped once both are replaced
    requests: [
      { path: '/api/course/all' },
      { path: '/api/user/me', headers },
      { path: '/api/mycourse', headers },
      {
        method: 'POST',
        path: '/api/user/login',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(LEARNER),
      },
    ],
  }
  const load = autocannon(options, (error, result) =>
    error ? ended.reject(error as Error) : ended.resolve(result)
  )
  for (const port of ports) {
    await sleep(500)
    const end = await stopAt(port)
    const ready = await startAt(port)
    console.log(
      `replaced: the old process ended after ${end} ms, the new one was ready after ${ready} ms`
    )
  }
  await sleep(500)
  load.stop()
  const result = await ended.promise

  const { '2xx': answered, non2xx, errors, timeouts } = result
  const failures = `${non2xx} error responses, ${errors} connection errors, ${timeouts} timeouts`
  console.log(`${answered} requests succeeded; failures: ${failures}`)
  assert.ok(answered > 100, 'There was no load')
  assert.equal(non2xx + errors + timeouts, 0, 'Requests failed')
} finally {
  balancer.close()
  for (const child of processes.values()) child.kill('SIGKILL')
  rmSync(work, { recursive: true, force: true, maxRetries: 5 })
}
