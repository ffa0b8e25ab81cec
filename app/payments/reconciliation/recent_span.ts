import type { DateTime } from 'luxon'
import type { Span } from '#app/payments/reconciliation/reconciliation_runs'
import { closedAt } from '#app/payments/reconciliation/windows'

/** Days that are compared each night, so that an outage of some days leaves no gap. */
const DAYS = 5

/** The last days, up to the latest time that the gateway lists completely. */
export function recentSpan(now: DateTime): Span {
  const until = closedAt(now).startOf('second')
  return { since: until.minus({ days: DAYS }), until }
}
