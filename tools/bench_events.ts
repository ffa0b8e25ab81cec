/*
 * `npm run bench:events`: measures live events of the message board in one process of the production
 * build: the memory of 10,000 open streams, how long a broadcast takes to reach all of them, and
 * whether 1,000 streams receive 50 events a second without losing any.
 *   STREAMS=2000 SECONDS=10 npm run bench:events     a smaller trial
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventLoopDelay } from './bench/event_loop_delay.ts'
import { OpenStreams } from './bench/open_streams.ts'
import { build, embeddedEnvironment, root, run } from './production_build.ts'
import { ServerProcess } from './server_process.ts'

const STREAMS = Number(process.env.STREAMS || 10_000)
const STREAMS_A_MEMBER = 10
const BROADCASTS = 10

const STEADY_STREAMS = Math.min(STREAMS, 1_000)
const EVENTS_A_SECOND = 50
const SECONDS = Number(process.env.SECONDS || 60)

const MAX_KIB_A_STREAM = 40
const MAX_BROADCAST_MS = 2_000
const MAX_DELAY_MS = 200
const KIB = 1024

const SECRET = 'a-secret-for-benchmarks-only'

const dataDir = mkdtempSync(join(tmpdir(), 'theta-bench-events-'))
const env: NodeJS.ProcessEnv = {
  ...embeddedEnvironment(dataDir, '3392'),
  RATE_LIMITS: 'off',
  INTERNAL_API_SECRET: SECRET,
  EVENT_LOOP_DELAY: join(dataDir, 'event_loop_delay.json'),
}

let isReached = true

function report(what: string, value: string, isGood: boolean) {
  if (!isGood) isReached = false
  console.log(`| ${what} | ${value} | ${isGood ? '✓' : '✗'} |`)
}

async function publish({ address }: ServerProcess, number: number) {
  const event = {
    eventName: 'MESSAGE_EVENT',
    payload: { reason: `${number}`, originId: 0 },
    transmissionType: 'broadcast',
  }
  const response = await fetch(`${address}/api/v2/events/internal/dispatch`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-internal-api-secret': SECRET },
    body: JSON.stringify({ events: [event] }),
  })
  if (response.status !== 204) throw new Error(await response.text())
}

/** Returns the delays of the server's event loop since the last call. */
async function delays(server: ServerProcess): Promise<EventLoopDelay> {
  rmSync(env.EVENT_LOOP_DELAY!, { force: true })
  server.signal('SIGUSR2')
  for (;;) {
    await sleep(50)
    try {
      return JSON.parse(readFileSync(env.EVENT_LOOP_DELAY!, 'utf8'))
    } catch {
      // it is not written yet
    }
  }
}

/** Opens many streams, and sends broadcasts to all of them. */
async function measureMany(server: ServerProcess, tokens: string[]) {
  const some = await OpenStreams.open(server.address, tokens, 200)
  some.close() // everything that the first streams need is loaded now
  await sleep(2_000)

  const before = server.residentMemory()
  const startedAt = performance.now()
  const streams = await OpenStreams.open(server.address, tokens, STREAMS)
  const seconds = (performance.now() - startedAt) / 1_000
  await sleep(3_000)
  const kibAStream = ((server.residentMemory() - before) * KIB) / STREAMS
  console.log(`\n${STREAMS} streams opened in ${seconds.toFixed(1)} s.\n`)
  console.log('| measurement | result | |\n|---|---:|---|')
  report('resident memory a stream', `${kibAStream.toFixed(1)} KiB`, kibAStream <= MAX_KIB_A_STREAM)

  await delays(server)
  const times: number[] = []
  for (let number = 0; number < BROADCASTS; number++) {
    const sentAt = performance.now()
    await publish(server, number)
    await streams.haveAll(number)
    times.push(performance.now() - sentAt)
  }
  const slowest = Math.max(...times)
  const { p99, max } = await delays(server)
  report('a broadcast reaches all', `${slowest.toFixed(0)} ms`, slowest <= MAX_BROADCAST_MS)
  report('event loop delay meanwhile, p99', `${p99.toFixed(0)} ms`, p99 < MAX_DELAY_MS)
  console.log(`| the longest | ${max.toFixed(0)} ms | |`)
  const after = ((server.residentMemory() - before) * KIB) / STREAMS
  console.log(
    `| resident memory a stream, after ${BROADCASTS} broadcasts | ${after.toFixed(1)} KiB | |`
  )
  report('streams that broke off', `${streams.closed}`, streams.closed === 0)
  report('events lost, twice or out of order', `${streams.faults}`, streams.faults === 0)
  streams.close()
  await sleep(2_000)
}

/** Sends events at a steady rate for some time. */
async function measureSteady(server: ServerProcess, tokens: string[]) {
  const streams = await OpenStreams.open(server.address, tokens, STEADY_STREAMS)
  const events = EVENTS_A_SECOND * SECONDS
  await delays(server)
  const startedAt = performance.now()
  const published: Promise<void>[] = []
  let previous = Promise.resolve()
  for (let number = 0; number < events; number++) {
    const dueAt = startedAt + (number * 1_000) / EVENTS_A_SECOND
    await sleep(Math.max(dueAt - performance.now(), 0))
    published.push((previous = previous.then(() => publish(server, number)))) // in order
  }
  await Promise.all(published)
  const seconds = (performance.now() - startedAt) / 1_000
  const isComplete = await Promise.race([
    streams.haveAll(events - 1).then(() => true),
    sleep(30_000),
  ])
  const { p99 } = await delays(server)
  const lost = streams.faults + streams.lacking(events - 1)
  const what = `${STEADY_STREAMS} streams, ${(events / seconds).toFixed(0)} events a second for ${seconds.toFixed(0)} s`
  report(
    `${what}: events lost, twice or out of order`,
    `${lost}`,
    lost === 0 && isComplete === true
  )
  console.log(`| deliveries | ${streams.received} | |`)
  console.log(`| event loop delay meanwhile, p99 | ${p99.toFixed(0)} ms | |`)
  streams.close()
}

build()
try {
  run(['build/ace.js', 'migration:run', '--force'], env)
  const members = Math.ceil(STREAMS / STREAMS_A_MEMBER)
  const seeding = { ...env, NODE_ENV: 'development' } // production builds exclude this command
  const tokens = run(['ace.js', 'bench:seed', `--members=${members}`], seeding)
    .trim()
    .split('\n')
  const preloaded = ['--import', join(root, 'tools/bench/event_loop_delay.ts')]
  const server = await ServerProcess.start(root, env, preloaded)
  try {
    await measureMany(server, tokens)
    await measureSteady(server, tokens)
  } finally {
    await server.stop()
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
process.exit(isReached ? 0 : 1)
