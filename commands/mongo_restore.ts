import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class MongoRestore extends ConsoleCommand {
  static commandName = 'mongo:restore'
  static description = 'Restore a dump by mongo:dump or mongodump'

  @args.string({ description: 'Path of the folder, or of the file with --archive' })
  declare source: string

  @flags.boolean({ description: 'Read a single file, as written by mongodump --archive' })
  declare archive: boolean

  @flags.boolean({ description: 'Drop each collection before it is restored' })
  declare drop: boolean

  async perform() {
    const { default: Mongo } = await import('#app/platform/mongo/mongo')
    const { consoleActor } = await import('#app/platform/audit/actor')
    const { default: Audit } = await import('#app/platform/audit/audit')
    const { restore } = await import('@theta/embedded-mongo/tools/restore')
    const mongo = await this.app.container.make(Mongo)
    const from = this.archive ? { archive: this.source } : { folder: this.source }
    const client = mongo.connection.getClient()
    const audit = await this.app.container.make(Audit)
    const change = { action: 'mongo.restored', after: { drop: this.drop ?? false } } as const
    const target = { kind: 'data' as const, id: null, label: this.source }
    const { collections, documents } = await audit.around(
      { actor: consoleActor(), target, ...change },
      () => restore(client, { from, drop: this.drop })
    )
    this.print(`${documents} documents of ${collections} collections were restored.`)
  }
}
