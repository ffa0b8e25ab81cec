import mongoose, { type Connection } from 'mongoose'
import { closeEmbeddedServer, embeddedServer } from '#app/platform/mongo/embedded_server'
import { waitFor } from '#app/platform/timeouts'

export interface MongoConfig {
  uri?: string
  embedded: { folder: string; database: string }
  /** How long a connection and a heartbeat may take, and how long an attempt waits for a server that is away. */
  timeoutInMs: number
}

/** The most often that the driver looks whether the server is there: when it isn't, what waits for an answer is told. */
const HEARTBEAT_IN_MS = 500

/** The application's connection to MongoDB, or to the embedded server that it starts in place of one. */
export default class Mongo {
  constructor(private config: MongoConfig) {}

  get connection(): Connection {
    return mongoose.connection
  }

  /** @throws {StartRefused} when the server can't be reached within 30 s, unless another time is given */
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
