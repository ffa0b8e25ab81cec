import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { startEmbeddedMongo } from '../src/index.ts'

export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-test-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export interface StartedServer {
  uri: string
  client: MongoClient
  /** A database of this test's own, which the client names where no other is named. */
  database: string
  close(): Promise<void>
}

/** Whether the tests run against the MongoDB that MONGODB_URI names rather than the embedded server. */
export const isRealMongo = Boolean(process.env.MONGODB_URI)

/**
 * A client of an embedded server on a folder of its own; or of the MongoDB that MONGODB_URI names, since
 * the same tests must pass there.
 */
export async function startedServer(): Promise<StartedServer> {
  const database = `test_${randomUUID().slice(0, 8)}`
  const given = process.env.MONGODB_URI
  if (given) {
    const uri = new URL(given)
    uri.pathname = `/${database}`
    const client = await new MongoClient(uri.href).connect()
    return {
      uri: uri.href,
      client,
      database,
      async close() {
        await client.db().dropDatabase()
        await client.close()
      },
    }
  }
  const { folder, remove } = temporaryFolder()
  const server = await startEmbeddedMongo({ folder })
  const uri = server.uriFor(database)
  const client = await new MongoClient(uri).connect()
  return {
    uri,
    client,
    database,
    async close() {
      await client.close()
      await server.close()
      remove()
    },
  }
}
