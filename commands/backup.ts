import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class Backup extends ConsoleCommand {
  static commandName = 'backup'
  static description = 'Write both databases, and files if asked for, into one archive'
  static help = [
    'A tar file with the rows of all SQL tables, the documents of MongoDB, and a manifest with checksums. Everyone may',
    'go on working meanwhile. Without a name it is theta-<time>.tar in this folder; a file that is there is kept.',
    'It holds everything about everyone, so keep it as you keep the databases. APP_KEY is not in it: keep that too.',
    '',
    '  {{ binaryName }} backup',
    '  {{ binaryName }} backup /backups/monday.tar --files',
  ]

  @args.string({ description: 'The archive to write', required: false })
  declare archive?: string

  @flags.boolean({ description: 'With covers and lectures; a bucket has its own versions' })
  declare files: boolean

  async perform() {
    const { default: MakeBackup } = await import('#app/operations/backup/make_backup')
    const { consoleActor } = await import('#app/platform/audit/actor')
    const { default: Audit } = await import('#app/platform/audit/audit')
    const { summaryOf } = await import('#app/operations/backup/summary')
    const now = new Date().toISOString().replaceAll(':', '').slice(0, 17)
    const path = this.archive ?? `theta-${now}.tar`
    const makeBackup = await this.app.container.make(MakeBackup)
    const audit = await this.app.container.make(Audit)
    const target = { kind: 'data' as const, id: null, label: path }
    const manifest = await audit.around(
      { actor: consoleActor(), action: 'data.backed_up', target },
      () => makeBackup.handle({ path, withFiles: this.files ?? false })
    )
    this.print(`${path}: ${summaryOf(manifest)}.`)
  }
}
