import { MongoClient } from 'mongodb'

/** A MongoDB that the suite may use. */
export interface TestedServer {
  /** Names a database of this suite's own: it is dropped at the end. */
  uri: string
  close?(): Promise<void>
}

export interface TestSuiteOptions {
  /** The server as test titles name it. */
  name: string
  start(): Promise<TestedServer>
}

/** Starts the server and connects a client; `close` drops the database and ends both. */
export async function connected(start: TestSuiteOptions['start']) {
  const server = await start()
  const client = await new MongoClient(server.uri).connect()
  return {
    client,
    uri: server.uri,
    async close() {
      await client.db().dropDatabase()
      await client.close()
      await server.close?.()
    },
  }
}
