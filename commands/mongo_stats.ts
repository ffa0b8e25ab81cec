import { flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

const kibibytes = (bytes: number) => `${Math.ceil(bytes / 1024)} KiB`

export default class MongoStats extends ConsoleCommand {
  static commandName = 'mongo:stats'
  static description = 'Show the number of documents, size and indexes of each MongoDB collection'

  @flags.boolean({ description: 'Print JSON' })
  declare json: boolean

  async perform() {
    const { default: Mongo } = await import('#app/platform/mongo/mongo')
    const { statistics } = await import('@theta/embedded-mongo/tools/statistics')
    const mongo = await this.app.container.make(Mongo)
    const collections = await statistics(mongo.connection.getClient())

    if (this.json) return this.print(JSON.stringify(collections, null, 2))
    if (collections.length === 0) return this.print('There are no collections yet.')
    const table = this.ui.table().head(['Collection', 'Documents', 'Data', 'Stored', 'Indexes'])
    for (const { database, collection, documents, bytes, storageBytes, indexes } of collections) {
      const described = indexes.map(({ name, bytes: size }) => `${name} (${kibibytes(size)})`)
      table.row([
        `${database}.${collection}`,
        String(documents),
        kibibytes(bytes),
        kibibytes(storageBytes),
        described.join(', '),
      ])
    }
    table.render()
  }
}
