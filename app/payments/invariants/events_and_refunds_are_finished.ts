import { DateTime } from 'luxon'
import Invariant from '#app/platform/invariants/invariant'
import { foundRows } from '#app/platform/invariants/found_rows'
import { sqlTime } from '#app/platform/sql/time'

const EVENTS = `select id, event_id as "eventId" from webhook_events
  where state = 'received' and created_at < ?`

const REFUNDS = `select id from refunds where state = 'requested' and created_at < ?
  and not exists (select 1 from findings where findings.kind = 'refund_unknown'
    and findings.target_id = refunds.id and findings.state = 'open')`

export default class EventsAndRefundsAreFinished extends Invariant {
  readonly condition = 'No event is unprocessed and no refund unsent for 15 minutes'

  async *violations() {
    const before = sqlTime(DateTime.utc().minus({ minutes: 15 }))
    for await (const row of foundRows<{ id: string; eventId: string }>(EVENTS, [before]))
      yield `event ${row.id} (${row.eventId})`
    for await (const { id } of foundRows<{ id: string }>(REFUNDS, [before])) yield `refund ${id}`
  }
}
