import type { DateTime } from 'luxon'

/** Time in UTC that ends in `Z`, as the client requires. */
export function isoTime(time: DateTime): string {
  return time.toUTC().toISO()!
}
