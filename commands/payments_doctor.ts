import { flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class PaymentsDoctor extends ConsoleCommand {
  static commandName = 'payments:doctor'
  static description = 'Check that orders, payments, refunds and invoices agree'
  static help = [
    'Prints a line for each contradiction, and nothing if there is none. Exits with 1 if there is one. Changes nothing.',
    '`doctor --invariants` checks this and all other stored data.',
  ]

  @flags.boolean({ description: 'Print JSON' })
  declare json?: boolean

  async perform() {
    const { default: CheckInvariants } = await import('#app/operations/doctor/check_invariants')
    const { breachesOf, invariantsAsJson, isKept } =
      await import('#app/operations/doctor/invariants_report')
    const check = await this.app.container.make(CheckInvariants)
    const results = []
    for await (const result of check.handle({ capability: 'payments' })) {
      results.push(result)
      if (!this.json) for (const line of breachesOf(result)) this.print(line)
    }
    if (this.json) this.print(invariantsAsJson(results))
    if (!results.every(isKept)) this.exitCode = 1
  }
}
