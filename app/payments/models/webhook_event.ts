import type { DateTime } from 'luxon'
import { column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'

export const WEBHOOK_EVENT_STATES = ['received', 'processed', 'ignored', 'failed'] as const

export type WebhookEventState = (typeof WEBHOOK_EVENT_STATES)[number]

/** An event that the gateway delivered, once however often it was delivered. */
export default class WebhookEvent extends DatedRow {
  /** The gateway's id of the event, or `sha256:` and the hash of the body. */
  @column()
  declare eventId: string

  /** Such as `payment.captured`. */
  @column()
  declare name: string

  @column()
  declare accountId: string | null

  /** The body as received; `null` after 90 days. */
  @column({ serializeAs: null })
  declare body: string | null

  @column()
  declare state: WebhookEventState

  /** Reason why it was ignored, or the last error. */
  @column()
  declare reason: string | null

  @column()
  declare attempts: number

  @column()
  declare orderId: string | null

  @column.dateTime()
  declare occurredAt: DateTime | null

  @column.dateTime()
  declare processedAt: DateTime | null
}
