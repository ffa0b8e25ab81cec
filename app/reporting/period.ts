import { DateTime } from 'luxon'
import { startOfDay } from '#app/platform/sql/period'

/** Range of whole days in the viewer's time zone, with an earlier range for comparison. */
export interface ComparedPeriod {
  zone: string
  from: DateTime
  /** Exclusive. */
  until: DateTime
  /** Start of the previous period. */
  before: DateTime
  /** End of the previous period, exclusive, and at most `from`. */
  beforeUntil: DateTime
}

export const PERIODS = [
  '7-days',
  '30-days',
  '90-days',
  '12-months',
  'this-month',
  'last-month',
] as const
export type PeriodName = (typeof PERIODS)[number]

const LONGEST_IN_YEARS = 10

/** Periods of more days are shown by month. */
const MOST_DAYS_SHOWN_BY_DAY = 92

/** Days up to and including today. @param zone time zone of the viewer */
export function lastDays(days: number, zone: string, now = DateTime.now()): ComparedPeriod {
  const until = tomorrow(zone, now)
  return followedBy(until.minus({ days }), until)
}

/** @param zone time zone of the viewer */
export function periodNamed(name: PeriodName, zone: string, now = DateTime.now()): ComparedPeriod {
  const until = tomorrow(zone, now)
  const month = now.setZone(zone).startOf('month')
  if (name === 'this-month') return aMonthBefore(month, until)
  if (name === 'last-month') return aMonthBefore(month.minus({ months: 1 }), month)
  if (name === '12-months') {
    const from = month.minus({ months: 11 })
    return ofWholeDays(from, until, from.minus({ years: 1 }), until.minus({ years: 1 }))
  }
  return lastDays(Number.parseInt(name, 10), zone, now)
}

/** From one day to another, both inclusive (`2026-11-21`), in either order; at most the last ten years of it. */
export function periodBetween(one: string, other: string, zone: string): ComparedPeriod {
  const [first, last] = [one, other].sort().map((day) => DateTime.fromISO(day, { zone }))
  const from = DateTime.max(first, last.minus({ years: LONGEST_IN_YEARS }))
  return followedBy(from, last.plus({ days: 1 }))
}

/** Number of days, counted by the calendar: some have 23 or 25 hours. */
export function daysIn({ from, until }: Pick<ComparedPeriod, 'from' | 'until'>): number {
  return Math.round(until.diff(from, 'days').days)
}

export function isShownByMonth(period: Pick<ComparedPeriod, 'from' | 'until'>): boolean {
  return daysIn(period) > MOST_DAYS_SHOWN_BY_DAY
}

/** Dates of consecutive days, as `2026-11-21`. */
export function datesIn(period: Pick<ComparedPeriod, 'from' | 'until'>): string[] {
  return Array.from({ length: daysIn(period) }, (_, index) =>
    period.from.plus({ days: index }).toISODate()!
  )
}

function tomorrow(zone: string, now: DateTime): DateTime {
  return now.setZone(zone).startOf('day').plus({ days: 1 })
}

/** Compares with as many days immediately before. */
function followedBy(from: DateTime, until: DateTime): ComparedPeriod {
  const before = from.minus({ days: daysIn({ from, until }) })
  return ofWholeDays(from, until, before, from)
}

/** Compares the days of a month with the same days of the month before; a whole month with the whole month before. */
function aMonthBefore(from: DateTime, until: DateTime): ComparedPeriod {
  const before = from.minus({ months: 1 })
  const isWhole = until.equals(from.plus({ months: 1 }))
  const beforeUntil = isWhole
    ? from
    : DateTime.min(before.plus({ days: daysIn({ from, until }) }), from)
  return ofWholeDays(from, until, before, beforeUntil)
}

/** Moves the bounds of a period to the first moment of their days: see `startOfDay`. */
function ofWholeDays(...bounds: [DateTime, DateTime, DateTime, DateTime]): ComparedPeriod {
  const [from, until, before, beforeUntil] = bounds.map(startOfDay)
  return { zone: from.zoneName!, from, until, before, beforeUntil }
}
