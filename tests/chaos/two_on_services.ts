import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { Fault } from '#tests/chaos/fault'
import { ManagedProcess } from '#tests/chaos/managed_process'
import {
  aClock,
  aDisk,
  answers,
  serverEnvironment,
  type Setup,
  twoServers,
} from '#tests/chaos/setup'
import { postgresAt } from '#tests/chaos/sql'
import { TcpProxy } from '#tests/chaos/tcp_proxy'
import { ace, ACE } from '#tests/helpers/processes'
import { aPostgresServer, type PostgresServer } from '#tests/helpers/postgres_server'
import { freePort } from '../../bin/free_port.js'

/** Two servers and a worker on PostgreSQL, Redis and `mongo:serve`, each behind a proxy. */
export async function twoOnServices(folder: string): Promise<Setup> {
  await mkdir(folder, { recursive: true })
  const dataDir = join(folder, 'data')
  const disk = await aDisk(dataDir)
  const clock = await aClock(folder)
  const postgres = await aPostgresServer()
  const redis = await aRedis(folder)
  const mongoPort = await freePort()
  const mongo = new ManagedProcess({
    name: 'mongo',
    args: [ACE, 'mongo:serve', `--port=${mongoPort}`],
    environment: serverEnvironment(dataDir),
    folder,
    isReady: () => accepts(mongoPort),
  })
  await mongo.start()

  const proxies = await Promise.all([
    TcpProxy.before('postgres', Number(postgres.url.port)),
    TcpProxy.before('redis', redis.port),
    TcpProxy.before('mongodb', mongoPort),
  ])
  const [toPostgres, toRedis, toMongo] = proxies.map(({ port }) => `127.0.0.1:${port}`)
  const environment = {
    ...serverEnvironment(dataDir),
    DATABASE_URL: `postgres://theta@${toPostgres}/postgres`,
    REDIS_URL: `redis://${toRedis}`,
    MONGODB_URI: `mongodb://${toMongo}/theta?directConnection=true`,
  }
  const migrated = await ace(['migration:run', '--force'], environment)
  if (migrated.code !== 0) throw new Error(migrated.stdout + migrated.stderr)

  const underClock = { ...environment, ...clock.environment }
  const { urls, servers } = await twoServers(folder, underClock)
  const healthPort = await freePort()
  const worker = new ManagedProcess({
    name: 'worker',
    args: [ACE, 'jobs:work', `--health-port=${healthPort}`],
    environment: underClock,
    folder,
    isReady: () => answers(`http://127.0.0.1:${healthPort}/health`),
  })
  const processes = [...servers, worker, mongo]
  await Promise.all(processes.map((one) => one.start()))
  return {
    name: 'services',
    folder,
    dataDir,
    environment,
    urls,
    processes,
    faults: [
      ...servers.flatMap((server) => server.faults('servers')),
      ...worker.faults(),
      ...mongo.faults(),
      ...proxies.flatMap((proxy) => proxy.faults()),
      killOf(postgres),
      ...redis.faults,
      ...disk.faults,
      ...clock.faults,
    ],
    skipped: [...disk.skipped, ...clock.skipped],
    sql: postgresAt(postgres.url.href),
    mongoUri: async () => `mongodb://127.0.0.1:${mongoPort}/theta?directConnection=true`,
    async close() {
      await Promise.all(processes.map((one) => one.kill()))
      await Promise.all(proxies.map((proxy) => proxy.close()))
      await redis.kill()
      await postgres.remove()
      await disk.remove()
    },
  }
}

function killOf(postgres: PostgresServer): Fault {
  return {
    name: 'kill postgres',
    target: 'postgres server',
    seconds: [0.1, 3],
    begin: () => postgres.kill(),
    end: () => postgres.start(),
  }
}

/** A Redis server that keeps nothing when it ends. */
async function aRedis(folder: string) {
  const port = await freePort()
  let child: ChildProcess | undefined
  const start = async () => {
    const settings = ['--save', '', '--appendonly', 'no', '--bind', '127.0.0.1', '--dir', folder]
    child = spawn('redis-server', ['--port', String(port), ...settings], { stdio: 'ignore' })
    while (!(await accepts(port))) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  const empty = async () => {
    const client = new Redis(port, '127.0.0.1', { lazyConnect: true })
    client.on('error', () => {})
    await client.flushall().catch(() => {})
    client.disconnect()
  }
  await start()
  const target = 'redis server'
  const faults: Fault[] = [
    { name: 'kill redis', target, seconds: [0.1, 4], begin: kill, end: start },
    { name: 'empty redis', target, seconds: [0, 0], begin: empty, end() {} },
  ]
  return { port, faults, kill }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
