import { DateTime } from 'luxon'
import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class PaymentsReplayWebhook extends ConsoleCommand {
  static commandName = 'payments:replay-webhook'
  static description = 'Process stored events of the payment gateway again'
  static help = ['Changes nothing that is recorded already, and sends nothing to the gateway.']

  @args.string({ argumentName: 'event', description: 'Id of the event', required: false })
  declare event?: string

  @flags.boolean({ description: 'All events that have failed' })
  declare failed?: boolean

  @flags.string({ description: 'Only events since then, such as 2026-11-01 or 2d' })
  declare since?: string

  @flags.boolean({ description: 'Only list the events' })
  declare dryRun?: boolean

  async perform() {
    const { default: ReplayWebhooks } = await import('#app/payments/actions/replay_webhooks')
    const { timeIn } = await import('#app/payments/reconciliation/time_in')

    if (Boolean(this.event) === Boolean(this.failed))
      return this.fail('Give either the id of an event or --failed.')
    const since = this.since === undefined ? undefined : timeIn(this.since, DateTime.utc())

    const replayWebhooks = await this.app.container.make(ReplayWebhooks)
    const events = this.event ? { eventId: this.event } : { failed: true as const, since }
    let count = 0
    for await (const { eventId, name, state, reason } of replayWebhooks.handle(events, {
      isDryRun: this.dryRun ?? false,
    })) {
      count++
      this.print([eventId, name, state, reason].filter(Boolean).join('  '))
      if (state === 'failed' && !this.dryRun) this.exitCode = 1
    }
    if (count === 0 && this.event) this.fail(`Event not found: ${this.event}.`)
  }
}
