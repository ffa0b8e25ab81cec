import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startEmbeddedMongo } from '@theta/embedded-mongo'
import { aClock, aDisk, serverEnvironment, type Setup, twoServers } from '#tests/chaos/setup'
import { sqliteAt } from '#tests/chaos/sql'

/** Two servers on one data folder: SQLite, embedded MongoDB, jobs in the servers. */
export async function twoOnSqlite(folder: string): Promise<Setup> {
  await mkdir(folder, { recursive: true })
  const dataDir = join(folder, 'data')
  const disk = await aDisk(dataDir)
  const clock = await aClock(folder)
  const environment = serverEnvironment(dataDir)
  const { urls, servers } = await twoServers(folder, { ...environment, ...clock.environment })
  let mongo: ReturnType<typeof startEmbeddedMongo> | undefined

  await servers[0].start() // migrates
  await servers[1].start()
  return {
    name: 'sqlite',
    folder,
    dataDir,
    environment,
    urls,
    processes: servers,
    faults: [
      ...servers.flatMap((server) => server.faults('servers')),
      ...disk.faults,
      ...clock.faults,
    ],
    skipped: [...disk.skipped, ...clock.skipped],
    sql: sqliteAt(join(dataDir, 'theta.sqlite')),
    async mongoUri() {
      mongo ??= startEmbeddedMongo({ folder: join(dataDir, 'mongo') })
      const { uriFor } = await mongo
      return uriFor('theta')
    },
    async close() {
      const served = await mongo
      await served?.close()
      await Promise.all(servers.map((server) => server.kill()))
      await disk.remove()
    },
  }
}
