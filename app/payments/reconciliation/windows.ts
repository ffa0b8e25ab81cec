import { DateTime, type DurationLike } from 'luxon'
import type { PageOfSpan } from '#app/payments/gateways/payment_gateway'

export interface Window {
  start: DateTime
  /** Not included. */
  end: DateTime
}

const LENGTH: DurationLike = { hours: 1 }

/** The gateway may list a payment somewhat later than it was made. */
const CLOSED_AFTER: DurationLike = { minutes: 5 }

/** Windows overlap, because the gateway and we round times to seconds. */
const OVERLAP: DurationLike = { seconds: 1 }

const PAGE = 100

/** Returns the latest time whose payments the gateway lists completely. */
export function closedAt(now: DateTime): DateTime {
  return now.minus(CLOSED_AFTER)
}

/** Divides a span of time into windows, in ascending order. */
export function* windowsBetween(since: DateTime, until: DateTime): Generator<Window> {
  for (let start = since; start < until;) {
    const end = DateTime.min(start.plus(LENGTH), until)
    yield { start, end }
    start = end
  }
}

/** Reads everything that the gateway lists for a window, each entity once, in pages. */
export async function* pagesOf<Entity extends { id: string }>(
  { start, end }: Window,
  list: (page: PageOfSpan) => Promise<Entity[]>
): AsyncGenerator<Entity[]> {
  const span = { from: start.minus(OVERLAP).toJSDate(), to: end.toJSDate() }
  const seen = new Set<string>()
  for (let skip = 0; ; skip += PAGE) {
    const page = await list({ ...span, count: PAGE, skip })
    const unseen = page.filter(({ id }) => !seen.has(id))
    for (const { id } of unseen) seen.add(id)
    if (unseen.length > 0) yield unseen
    if (page.length < PAGE) return
  }
}
