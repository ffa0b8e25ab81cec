import { text } from 'node:stream/consumers'
import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'
import type ImportReport from '#app/operations/import/report'

/** Maximum number of remarks printed; the JSON report contains all. */
const REMARKS_SHOWN = 50

export default class ThetaImport extends ConsoleCommand {
  static commandName = 'theta:import'
  static description = 'Import users, courses, lectures, progress and payments from an older Theta'
  static help = [
    'Reads a MongoDB, or a dump by mongodump (folder or archive), and never writes to it. Ids and bcrypt hashes are',
    'kept, so everyone can sign in as before. Existing data is not changed, so the import can be repeated. Documents',
    'that could not be read are reported. Copy the uploads separately, under the same names.',
    '',
    '  {{ binaryName }} theta:import dump/theta --dry-run',
    '  {{ binaryName }} theta:import - < file-with-the-mongodb-uri',
  ]

  @args.string({
    description: 'mongodump folder or archive, mongodb:// URI, or - to read the URI',
  })
  declare source: string

  @flags.boolean({ description: 'Report what would be imported, without writing' })
  declare dryRun: boolean

  @flags.boolean({ description: 'Use the current price for payments without an amount' })
  declare pricesAsAmounts: boolean

  @flags.boolean({ description: 'Print JSON with all remarks' })
  declare json: boolean

  async perform() {
    const { default: ImportTheta } = await import('#app/operations/import/import_theta')
    const { openSource } = await import('#app/operations/import/source')
    const { consoleActor } = await import('#app/platform/audit/actor')
    const importTheta = await this.app.container.make(ImportTheta)
    const place = this.source === '-' ? await text(process.stdin) : this.source
    const source = await openSource(place.trim())
    try {
      const report = await importTheta.handle({
        actor: consoleActor(),
        source,
        dryRun: this.dryRun ?? false,
        pricesAsAmounts: this.pricesAsAmounts ?? false,
      })
      if (this.json) this.print(JSON.stringify(report, null, 2))
      else this.tell(report)
    } finally {
      await source.close()
    }
  }

  private tell({ counts, remarks, ignored }: ImportReport) {
    const table = this.ui.table().head(['', 'Read', 'Imported', 'Already present', 'Unreadable'])
    for (const [kind, { read, imported, already, refused }] of Object.entries(counts))
      table.row([kind, ...[read, imported, already, refused].map(String)])
    table.render()
    const shown = remarks.slice(0, REMARKS_SHOWN)
    for (const { kind, id, refused, sentence } of shown)
      this.print(`${refused ? '✖' : '!'} ${kind} ${id}: ${sentence}`)
    if (remarks.length > shown.length)
      this.print(`… and ${remarks.length - shown.length} more: see --json.`)
    if (ignored.length > 0) this.print(`Not imported: the collections ${ignored.join(', ')}.`)
    if (this.dryRun) this.print('Nothing was written: this was a dry run.')
  }
}
