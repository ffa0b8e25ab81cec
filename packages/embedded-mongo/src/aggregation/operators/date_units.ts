import type { Value } from '../../bson/types.ts'
import { MongoError } from '../../errors.ts'
import { dateFromParts, partsOf, shifted, unshifted } from './date_parts.ts'

type Maybe = Value | undefined

const UNIT_MS: Record<string, number> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
}

const UNIT_MONTHS: Record<string, number> = { year: 12, quarter: 3, month: 1 }

/** @throws {MongoError} 9 FailedToParse */
export function unitOf(name: string, value: Maybe): string {
  if (typeof value === 'string' && (value in UNIT_MS || value in UNIT_MONTHS)) return value
  throw new MongoError(9, `unknown time unit value: ${String(value)} (${name})`)
}

/** Adds units to a date. Days and longer units keep the local time of day in the zone. */
export function advance(date: Date, unit: string, count: number, zone: string | undefined): Date {
  if (unit in UNIT_MONTHS) {
    const parts = partsOf(date, zone)
    const months = parts.year * 12 + parts.month - 1 + count * UNIT_MONTHS[unit]
    const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1]
    const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate()
    return dateFromParts({ ...parts, year, month, day: Math.min(parts.day, lastDay) }, zone)
  }
  if (unit === 'week' || unit === 'day') {
    return unshifted(new Date(shifted(date, zone).getTime() + count * UNIT_MS[unit]), zone)
  }
  return new Date(date.getTime() + count * UNIT_MS[unit])
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** Converts a weekday's name to its number. The default is Sunday (0). */
export function weekdayOf(value: Maybe): number {
  if (value === undefined) return 0
  const name = String(value).toLowerCase()
  const day = WEEKDAYS.findIndex((weekday) => weekday === name || weekday.slice(0, 3) === name)
  if (day < 0) throw new MongoError(9, `unknown day of week value: ${name}`)
  return day
}

/** Returns the index of the period that a local time falls in, counted from a fixed period. */
export function period(shown: Date, unit: string, weekStart: number): number {
  if (unit in UNIT_MONTHS) {
    return Math.floor((shown.getUTCFullYear() * 12 + shown.getUTCMonth()) / UNIT_MONTHS[unit])
  }
  if (unit === 'week') {
    const days = Math.floor(shown.getTime() / UNIT_MS.day) // 1970-01-01 was a Thursday
    return Math.floor((days + 4 - weekStart) / 7)
  }
  return Math.floor(shown.getTime() / UNIT_MS[unit])
}

/** Returns the local time at which a period starts. */
export function periodStart(index: number, unit: string, weekStart: number): Date {
  if (unit in UNIT_MONTHS) {
    const months = index * UNIT_MONTHS[unit]
    return new Date(Date.UTC(Math.floor(months / 12), months % 12, 1))
  }
  if (unit === 'week') return new Date((index * 7 - 4 + weekStart) * UNIT_MS.day)
  return new Date(index * UNIT_MS[unit])
}
