import type { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import { reasonOf } from '#app/platform/exceptions/message_of'
import { sqlTime } from '#app/platform/sql/time'
import HandleWebhookEvent from '#app/payments/actions/handle_webhook_event'
import WebhookEvent, { type WebhookEventState } from '#app/payments/models/webhook_event'

export interface ReplayedEvent {
  eventId: string
  name: string
  state: WebhookEventState
  reason: string | null
}

export type EventsToReplay = { eventId: string } | { failed: true; since?: DateTime }

const EVENTS_AT_ONCE = 100

/** Processes stored webhooks again, which changes nothing that is recorded already. Nothing is sent. */
@inject()
export default class ReplayWebhooks {
  constructor(private handleWebhookEvent: HandleWebhookEvent) {}

  /** @param isDryRun only lists the events */
  async *handle(events: EventsToReplay, { isDryRun = false } = {}): AsyncGenerator<ReplayedEvent> {
    let after = ''
    for (;;) {
      const rows = await select(events).where('id', '>', after).orderBy('id').limit(EVENTS_AT_ONCE)
      for (const row of rows) yield isDryRun ? describe(row) : await this.replay(row)
      if (rows.length < EVENTS_AT_ONCE) return
      after = rows.at(-1)!.id
    }
  }

  private async replay({ id }: WebhookEvent): Promise<ReplayedEvent> {
    try {
      return describe(await this.handleWebhookEvent.handle({ eventId: id }))
    } catch (error) {
      return {
        ...describe(await WebhookEvent.findOrFail(id)),
        state: 'failed',
        reason: reasonOf(error),
      }
    }
  }
}

function select(events: EventsToReplay) {
  const query = WebhookEvent.query()
  if ('eventId' in events)
    return query.where((one) => one.where('eventId', events.eventId).orWhere('id', events.eventId))
  return query
    .where('state', 'failed')
    .if(events.since, (recent) => recent.where('createdAt', '>=', sqlTime(events.since!)))
}

function describe({ eventId, name, state, reason }: WebhookEvent): ReplayedEvent {
  return { eventId, name, state, reason }
}
