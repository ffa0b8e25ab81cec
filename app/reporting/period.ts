import { DateTime } from 'luxon'

/**
 * Range of whole days in the viewer's time zone that ends today, with the preceding range of the
 * same length for comparison.
 */
export interface ComparedPeriod {
  days: number
  zone: string
  from: DateTime
  /** Exclusive. */
  until: DateTime
  /** Start of the previous period; its end is the start of this one. */
  before: DateTime
}

/** @param zone time zone of the viewer */
export function lastDays(days: number, zone: string, now = DateTime.now()): ComparedPeriod {
  const until = now.setZone(zone).startOf('day').plus({ days: 1 })
  const from = until.minus({ days })
  return { days, zone, from, until, before: from.minus({ days }) }
}

/** Dates of consecutive days, as `2026-11-21`. */
export function datesFrom(start: DateTime, days: number): string[] {
  return Array.from({ length: days }, (_, index) => start.plus({ days: index }).toISODate()!)
}
