import type { ApplicationService } from '@adonisjs/core/types'
import Capabilities from '#app/platform/capabilities'
import Mongo from '#app/platform/mongo/mongo'

/** Connects Mongoose at startup and disconnects it at shutdown. */
export default class MongoProvider {
  private connected?: Mongo

  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(Mongo, async () => {
      const { default: config } = await import('#config/mongo')
      return new Mongo(config)
    })
  }

  async start() {
    if (this.app.getMode() === 'warmup') return // only inspected, never shut down

    this.connected = await this.app.container.make(Mongo)
    await this.connected.connect()
    const capabilities = await this.app.container.make(Capabilities)
    for (const load of capabilities.documents) {
      const { default: Document } = await load()
      const toCreate = Document.schema.indexes().map(([fields, options]) => [
        fields,
        { ...options, socketTimeoutMS: 0 }, // creating an index on a large collection may exceed the response timeout
      ])
      await Document.createIndexes({ toCreate })
    }
  }

  async shutdown() {
    await this.connected?.close()
  }
}
