import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import config from '#config/payments'
import Clock from '#app/platform/clock'
import { reasonOf } from '#app/platform/exceptions/message_of'
import { truncate } from '#app/platform/text'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import Findings from '#app/payments/ledger/findings'
import RecordSighting from '#app/payments/ledger/record_sighting'
import type { SightingResult } from '#app/payments/ledger/sighting'
import { webhookSighting } from '#app/payments/ledger/webhook_sighting'
import WebhookEvent from '#app/payments/models/webhook_event'
import { parseWebhook } from '#app/payments/webhook_envelope'

/** Attempts, with growing pauses, before an event becomes a finding. */
const MOST_ATTEMPTS = 10

const LONGEST_REASON = 500

/** Processes a stored webhook. It may run any number of times for the same event. */
@inject()
export default class HandleWebhookEvent {
  constructor(
    private recordSighting: RecordSighting,
    private gateway: PaymentGateway,
    private findings: Findings,
    private clock: Clock
  ) {}

  /** @throws an error after which the job is repeated; not after the last attempt */
  async handle({ eventId }: { eventId: string }): Promise<WebhookEvent> {
    const event = await WebhookEvent.findOrFail(eventId)
    try {
      const result = await this.process(event)
      await this.finish(event, result)
    } catch (error) {
      await this.noteFailure(event, error)
      if (event.state !== 'failed') throw error
    }
    return event
  }

  private async process({ body }: WebhookEvent): Promise<SightingResult> {
    if (body === null) return ignored('The body was removed after 90 days.')
    const envelope = parseWebhook(body)
    if (config.accountId && envelope.accountId !== config.accountId)
      return ignored('The event belongs to another account.')
    const sighting = webhookSighting(envelope)
    if (typeof sighting === 'string') return ignored(sighting)
    const result = await this.recordSighting.handle(sighting)
    for (const id of result.contradictory) await this.fetchRefund(id)
    return result
  }

  /** Reads the present state of a refund whose events contradict each other. */
  private async fetchRefund(id: string): Promise<void> {
    const refund = await this.gateway.fetchRefund(id)
    await this.recordSighting.handle({ source: 'webhook', isFetched: true, refunds: [refund] })
  }

  private async finish(event: WebhookEvent, { outcome, reason, orderId }: SightingResult) {
    await db.transaction(async (trx) => {
      event.useTransaction(trx).merge({
        state: outcome === 'ignored' ? 'ignored' : 'processed',
        reason: reason ?? null,
        orderId: orderId ?? event.orderId,
        attempts: event.attempts + 1,
        processedAt: this.clock.now(),
      })
      await event.save()
      const target = { kind: 'event', id: event.id } as const
      const note = 'The event was processed.'
      await this.findings.resolve({ kind: 'event_failed', target, note }, trx)
    })
  }

  private async noteFailure(event: WebhookEvent, error: unknown) {
    const attempts = event.attempts + 1
    const isLast = attempts >= MOST_ATTEMPTS
    const reason = truncate(reasonOf(error), LONGEST_REASON)
    await db.transaction(async (trx) => {
      event.useTransaction(trx).merge({ state: isLast ? 'failed' : 'received', reason, attempts })
      await event.save()
      if (!isLast) return
      const target = { kind: 'event', id: event.id } as const
      const facts = { name: event.name, eventId: event.eventId, reason }
      await this.findings.open({ kind: 'event_failed', target, facts }, trx)
    })
  }
}

function ignored(reason: string): SightingResult {
  return { outcome: 'ignored', reason, contradictory: [] }
}
