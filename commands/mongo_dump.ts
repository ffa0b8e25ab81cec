import { args } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class MongoDump extends ConsoleCommand {
  static commandName = 'mongo:dump'
  static description = "Write MongoDB's data into a folder, in the format of mongodump --out"

  @args.string({ description: 'The folder' })
  declare folder: string

  async perform() {
    const { default: Mongo } = await import('#app/platform/mongo/mongo')
    const { dump } = await import('#database/embedded_mongo/tools/dump')
    const mongo = await this.app.container.make(Mongo)
    const { collections, documents } = await dump(mongo.connection.getClient(), this.folder)
    this.print(`${documents} documents of ${collections} collections are in ${this.folder}.`)
  }
}
