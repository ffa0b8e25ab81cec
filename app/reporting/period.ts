import { DateTime } from 'luxon'

/** Whole days in the viewer's zone, the last of them today, and as many days before them to compare with. */
export interface ComparedPeriod {
  days: number
  zone: string
  from: DateTime
  /** Not included. */
  until: DateTime
  /** Where the period before begins; it ends where this one begins. */
  before: DateTime
}

/** @param zone of the viewer: where a day begins */
export function lastDays(days: number, zone: string, now = DateTime.now()): ComparedPeriod {
  const until = now.setZone(zone).startOf('day').plus({ days: 1 })
  const from = until.minus({ days })
  return { days, zone, from, until, before: from.minus({ days }) }
}

/** The dates of a run of days, as `2026-11-21`. */
export function datesFrom(start: DateTime, days: number): string[] {
  return Array.from({ length: days }, (_, index) => start.plus({ days: index }).toISODate()!)
}
