import { DateTime } from 'luxon'

/** Time range; the end is exclusive. */
export interface Period {
  from?: DateTime
  until?: DateTime
}

/**
 * Builds a period from the two days of a form (`2026-11-21`), both inclusive, in the viewer's time
 * zone.
 */
export function periodOf({ from, to }: { from?: string; to?: string }, zone: string): Period {
  return {
    from: from ? startOfDay(DateTime.fromISO(from, { zone })) : undefined,
    until: to ? startOfDay(DateTime.fromISO(to, { zone }).plus({ days: 1 })) : undefined,
  }
}

/**
 * Returns the first moment of a day in its time zone. If the clock is set back at midnight, the
 * day's first hour comes twice, and it is the first of them.
 */
export function startOfDay(day: DateTime): DateTime {
  const midnights = day.startOf('day').getPossibleOffsets()
  return DateTime.min(...midnights)!
}
