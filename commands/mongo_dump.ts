import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class MongoDump extends ConsoleCommand {
  static commandName = 'mongo:dump'
  static description = 'Write all MongoDB collections into a folder or an archive for mongorestore'

  @args.string({ description: 'The folder, or with --archive the file' })
  declare target: string

  @flags.boolean({ description: 'Write one file, as mongodump --archive does' })
  declare archive: boolean

  @flags.boolean({ description: 'Compress by gzip' })
  declare gzip: boolean

  async perform() {
    const { default: Mongo } = await import('#app/platform/mongo/mongo')
    const { dump } = await import('@theta/embedded-mongo/tools/dump')
    const mongo = await this.app.container.make(Mongo)
    const to = this.archive ? { archive: this.target } : { folder: this.target }
    const client = mongo.connection.getClient()
    const { collections, documents } = await dump(client, { to, gzip: this.gzip })
    this.print(`${documents} documents of ${collections} collections are in ${this.target}.`)
  }
}
