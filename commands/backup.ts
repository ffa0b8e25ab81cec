import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class Backup extends ConsoleCommand {
  static commandName = 'backup'
  static description = 'Back up both databases, and optionally files, to an archive'
  static help = [
    'Writes a tar file with the rows of all SQL tables, the documents of MongoDB, and a manifest with checksums. The',
    'application can keep running. The default name is theta-<time>.tar in the current folder; existing files are',
    'not overwritten. The archive contains personal data, so protect it like the databases. Back up APP_KEY as well.',
    '',
    '  {{ binaryName }} backup',
    '  {{ binaryName }} backup /backups/monday.tar --files',
  ]

  @args.string({ description: 'Path of the archive', required: false })
  declare archive?: string

  @flags.boolean({ description: 'Include uploaded files (unnecessary for a versioned S3 bucket)' })
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
