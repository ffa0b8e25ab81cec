import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class Restore extends ConsoleCommand {
  static commandName = 'restore'
  static description = 'Restore a backup into empty databases'
  static help = [
    'Stop servers and workers first. The checksums of the whole archive are verified before anything is changed,',
    'and the restored data is counted. Run an interrupted restore again with the same arguments. A backup of SQLite',
    'can be restored to PostgreSQL, and vice versa.',
    '',
    '  {{ binaryName }} restore /backups/monday.tar --verify',
    '  {{ binaryName }} restore /backups/monday.tar',
  ]

  @args.string({ description: 'Path of the archive' })
  declare archive: string

  @flags.boolean({ description: 'Only verify the archive' })
  declare verify: boolean

  @flags.boolean({ description: 'Delete existing data first' })
  declare force: boolean

  @flags.boolean({
    description: 'Continue although the backup was made with another APP_KEY',
  })
  declare anotherKey: boolean

  async perform() {
    const { verifiedManifest } = await import('#app/operations/backup/archive_reader')
    const { default: RestoreBackup } = await import('#app/operations/backup/restore_backup')
    const { summaryOf } = await import('#app/operations/backup/summary')
    const { consoleActor } = await import('#app/platform/audit/actor')
    if (this.verify) {
      const whole = await verifiedManifest(this.archive)
      return this.print(
        `${this.archive} is intact: ${summaryOf(whole)}, created at ${whole.createdAt}.`
      )
    }
    const restoreBackup = await this.app.container.make(RestoreBackup)
    const manifest = await restoreBackup.handle({
      actor: consoleActor(),
      path: this.archive,
      force: this.force ?? false,
      anotherKey: this.anotherKey ?? false,
    })
    this.print(`Restored ${summaryOf(manifest)}.`)
  }
}
