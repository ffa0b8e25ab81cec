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
  /** A database used only by this test, the client's default. */
  database: string
  close(): Promise<void>
}

const newDatabase = () => `test_${randomUUID().slice(0, 8)}`

/** Starts an embedded server on a temporary folder. The URI names a database. */
export async function startEmbedded(database = newDatabase()) {
  const { folder, remove } = temporaryFolder()
  const server = await startEmbeddedMongo({ folder })
  return {
    uri: server.uriFor(database),
    async close() {
      await server.close()
      remove()
    },
  }
}

/** Returns the URI of a new database on the server at MONGODB_URI, if the variable is set. */
export function databaseOfRealMongo(database = newDatabase()): { uri: string } | undefined {
  if (!process.env.MONGODB_URI) return undefined
  const uri = new URL(process.env.MONGODB_URI)
  uri.pathname = `/${database}`
  return { uri: uri.href }
}

/** Connects to an embedded server, or to the server at MONGODB_URI, where the same tests must pass. */
export async function startedServer(): Promise<StartedServer> {
  const database = newDatabase()
  const real = databaseOfRealMongo(database)
  const server = real ? undefined : await startEmbedded(database)
  const uri = (real ?? server!).uri
  const client = await new MongoClient(uri).connect()
  return {
    uri,
    client,
    database,
    async close() {
      if (real) await client.db().dropDatabase()
      await client.close()
      await server?.close()
    },
  }
}
