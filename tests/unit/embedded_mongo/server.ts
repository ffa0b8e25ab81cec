import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { startEmbeddedMongo } from '../../../database/embedded_mongo/index.ts'

export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-test-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * A client of an embedded server on a folder of its own; or of the MongoDB that MONGODB_URI names, since
 * the same tests must pass there.
 */
export async function startedServer(): Promise<{
  uri: string
  client: MongoClient
  close(): Promise<void>
}> {
  if (process.env.MONGODB_URI) {
    const client = await new MongoClient(process.env.MONGODB_URI).connect()
    return { uri: process.env.MONGODB_URI, client, close: () => client.close() }
  }
  const { folder, remove } = temporaryFolder()
  const server = await startEmbeddedMongo({ folder })
  const client = await new MongoClient(server.uri).connect()
  return {
    uri: server.uri,
    client,
    async close() {
      await client.close()
      await server.close()
      remove()
    },
  }
}
