import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class MongoDump extends ConsoleCommand {
  static commandName = 'mongo:dump'
  static description = 'Dump all MongoDB collections to a folder or archive for mongorestore'

  @args.string({ description: 'Path of the folder, or of the file with --archive' })
  declare target: string

  @flags.boolean({ description: 'Write a single file, like mongodump --archive' })
  declare archive: boolean

  @flags.boolean({ description: 'Compress with gzip' })
  declare gzip: boolean

  async perform() {
    const { default: Mongo } = await import('#app/platform/mongo/mongo')
    const { dump } = await import('@theta/embedded-mongo/tools/dump')
    const mongo = await this.app.container.make(Mongo)
    const to = this.archive ? { archive: this.target } : { folder: this.target }
    const client = mongo.connection.getClient()
    const { collections, documents } = await dump(client, { to, gzip: this.gzip })
    this.print(
      `${documents} documents of ${collections} collections were written to ${this.target}.`
    )
  }
}
