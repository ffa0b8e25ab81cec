import { MongoClient } from 'mongodb'

/** A MongoDB server for the suite. */
export interface TestedServer {
  /** Must name a database used only by this suite, which drops it at the end. */
  uri: string
  close?(): Promise<void>
}

export interface TestSuiteOptions {
  /** Name of the server in test titles. */
  name: string
  start(): Promise<TestedServer>
}

/** Starts the server and connects a client. `close` drops the database and closes both. */
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
