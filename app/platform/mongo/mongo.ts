import mongoose, { type Connection } from 'mongoose'
import { closeEmbeddedServer, embeddedServer } from '#app/platform/mongo/embedded_server'
import { waitFor } from '#app/platform/timeouts'

export interface MongoConfig {
  uri?: string
  embedded: { folder: string; database: string }
  /** Timeout for connecting, heartbeats and server selection. */
  timeoutInMs: number
}

/** Minimum interval between the driver's heartbeats. A failed heartbeat ends pending operations. */
const HEARTBEAT_IN_MS = 500

/** The application's connection to MongoDB, or to the embedded server that replaces it. */
export default class Mongo {
  constructor(private config: MongoConfig) {}

  get connection(): Connection {
    return mongoose.connection
  }

  /** @throws {StartRefused} if the server is unreachable for 30 s by default */
  async connect(timeoutInMs?: number): Promise<void> {
    const uri = this.config.uri ?? (await this.startEmbedded())
    const connect = () =>
      mongoose.connect(uri, {
        autoIndex: false,
        autoCreate: false,
        maxAdaptiveRetries: 1,
        heartbeatFrequencyMS: HEARTBEAT_IN_MS,
        serverSelectionTimeoutMS: this.config.timeoutInMs,
        connectTimeoutMS: this.config.timeoutInMs,
      })
    await waitFor('MongoDB (MONGODB_URI)', connect, timeoutInMs)
  }

  async close(): Promise<void> {
    await mongoose.disconnect()
    await closeEmbeddedServer()
  }

  private async startEmbedded(): Promise<string> {
    const { folder, database } = this.config.embedded
    const server = await embeddedServer(folder)
    return server.uriFor(database)
  }
}
