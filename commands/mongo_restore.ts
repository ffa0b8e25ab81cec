import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class MongoRestore extends ConsoleCommand {
  static commandName = 'mongo:restore'
  static description = 'Read a folder that mongo:dump or mongodump --out wrote into MongoDB'

  @args.string({ description: 'The folder' })
  declare folder: string

  @flags.boolean({ description: 'Drop each collection before it is restored' })
  declare drop: boolean

  async perform() {
    const { default: Mongo } = await import('#app/platform/mongo/mongo')
    const { restore } = await import('#database/embedded_mongo/tools/restore')
    const mongo = await this.app.container.make(Mongo)
    const client = mongo.connection.getClient()
    const { collections, documents } = await restore(client, this.folder, { drop: this.drop })
    this.print(`${documents} documents of ${collections} collections are restored.`)
  }
}
