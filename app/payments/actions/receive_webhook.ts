import { createHash } from 'node:crypto'
import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import { Logger } from '@adonisjs/core/logger'
import db from '@adonisjs/lucid/services/db'
import Clock from '#app/platform/clock'
import { newId } from '#app/platform/ids'
import Outbox from '#app/platform/outbox/outbox'
import { sqlTime } from '#app/platform/sql/time'
import { truncate } from '#app/platform/text'
import ProcessWebhookEvent from '#app/payments/events/process_webhook_event'
import WebhooksOff from '#app/payments/exceptions/webhooks_off'
import WrongWebhookSignature from '#app/payments/exceptions/wrong_webhook_signature'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import WebhookEvent from '#app/payments/models/webhook_event'
import { decodeBody, parseWebhook, type WebhookEnvelope } from '#app/payments/webhook_envelope'

/** Form of ids that fit into the column; others are replaced by the hash of the body. */
const EVENT_ID = /^[\x21-\x7e]{1,255}$/

/** Stores a webhook with its job. It is processed later, so that the gateway gets its answer at once. */
@inject()
export default class ReceiveWebhook {
  constructor(
    private gateway: PaymentGateway,
    private outbox: Outbox,
    private clock: Clock,
    private logger: Logger
  ) {}

  /**
   * Does nothing if the event is known.
   *
   * @throws {WebhooksOff}
   * @throws {WrongWebhookSignature}
   * @throws {MalformedEvent}
   */
  async handle(delivery: { body: Buffer; signature: string; id?: string }): Promise<void> {
    if (!this.gateway.acceptsWebhooks) throw new WebhooksOff()
    if (!this.gateway.isGenuineWebhook(delivery.body, delivery.signature)) {
      this.logger.warn('a webhook was refused because of its signature')
      throw new WrongWebhookSignature()
    }
    const body = decodeBody(delivery.body)
    await this.store({ eventId: eventIdOf(delivery), body, envelope: parseWebhook(body) })
  }

  private async store({
    eventId,
    body,
    envelope,
  }: {
    eventId: string
    body: string
    envelope: WebhookEnvelope
  }) {
    const { event, accountId, createdAt } = envelope
    const row = {
      id: newId(),
      event_id: eventId,
      name: truncate(event, 100),
      account_id: accountId && truncate(accountId, 64),
      body,
      state: 'received',
      occurred_at: createdAt && sqlTime(DateTime.fromSeconds(createdAt)),
      created_at: sqlTime(this.clock.now()),
    }
    await db.transaction(async (trx) => {
      const insert = trx.knexQuery().insert(row).into(WebhookEvent.table)
      const stored = await insert.onConflict('event_id').ignore().returning('id')
      if (stored.length > 0)
        await this.outbox.add(new ProcessWebhookEvent({ eventId: row.id }), trx)
    })
  }
}

function eventIdOf({ id, body }: { id?: string; body: Buffer }): string {
  if (id && EVENT_ID.test(id)) return id
  return `sha256:${createHash('sha256').update(body).digest('hex')}`
}
