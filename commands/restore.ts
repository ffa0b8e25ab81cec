import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class Restore extends ConsoleCommand {
  static commandName = 'restore'
  static description = 'Bring back what backup wrote, into an empty place'
  static help = [
    'Stop servers and workers first. The archive is read whole and compared with its checksums before anything is',
    'changed, and what has come is counted. A restore that was interrupted is run again as it was. An archive of',
    'SQLite goes into PostgreSQL, and the other way round.',
    '',
    '  {{ binaryName }} restore /backups/monday.tar --verify',
    '  {{ binaryName }} restore /backups/monday.tar',
  ]

  @args.string({ description: 'The archive' })
  declare archive: string

  @flags.boolean({ description: 'Only read the archive, and say whether it is whole' })
  declare verify: boolean

  @flags.boolean({ description: 'Lose what this place holds' })
  declare force: boolean

  @flags.boolean({
    description: 'Go on though APP_KEY is another one than the backup was made with',
  })
  declare anotherKey: boolean

  async perform() {
    const { verifiedManifest } = await import('#app/operations/backup/archive_reader')
    const { default: RestoreBackup } = await import('#app/operations/backup/restore_backup')
    const { summaryOf } = await import('#app/operations/backup/summary')
    const { consoleActor } = await import('#app/platform/audit/actor')
    if (this.verify) {
      const whole = await verifiedManifest(this.archive)
      return this.print(`${this.archive} is whole: ${summaryOf(whole)}, of ${whole.createdAt}.`)
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
