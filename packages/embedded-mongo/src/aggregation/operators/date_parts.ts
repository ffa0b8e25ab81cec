import { spend } from '../../effort.ts'
import { MongoError } from '../../errors.ts'

/** A date's fields in local time. */
export interface DateParts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
}

const MINUTE = 60_000

/**
 * Returns the zone's offset from UTC at a given time, in milliseconds.
 *
 * @throws {MongoError} 40485 on unknown zones
 */
export function offsetOf(zone: string | undefined, time: number): number {
  if (!zone || zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone)
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)
    return (fixed[1] === '-' ? -minutes : minutes) * MINUTE
  }
  const period = Math.floor(time / PERIOD)
  const offset = offsetAtStart(zone, period)
  return offset === offsetAtStart(zone, period + 1) ? offset : shownOffset(zone, time)
}

/** No zone changes its offset twice within this period: equal offsets at both ends mean that there was no change. */
const PERIOD = 14 * 24 * 60 * MINUTE
const MAX_PERIODS = 10_000

/** Cached offsets of zones at the start of each period. */
const offsets = new Map<string, number>()

function offsetAtStart(zone: string, period: number): number {
  const key = `${zone} ${period}`
  let offset = offsets.get(key)
  if (offset === undefined) {
    offset = shownOffset(zone, period * PERIOD)
    if (offsets.size >= MAX_PERIODS) offsets.clear()
    offsets.set(key, offset)
  }
  return offset
}

/** Determines the offset by formatting a date, which is slow. */
function shownOffset(zone: string, time: number): number {
  spend(128)
  const shown = formatOf(zone).format(time).match(/\d+/g) as string[]
  const [month, day, year, hour, minute, second] = shown.map(Number)
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second)
  return asUtc - Math.floor(time / 1000) * 1000
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (format) return format
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    throw new MongoError(40485, `unrecognized time zone identifier: "${zone}"`)
  }
  formats.set(zone, format)
  return format
}

/** Returns a date whose UTC fields equal the local time in the zone. */
export const shifted = (date: Date, zone: string | undefined) =>
  new Date(date.getTime() + offsetOf(zone, date.getTime()))

/** Converts local time fields to a date. Fields outside their range carry over. */
export function dateFromParts(parts: DateParts, zone: string | undefined): Date {
  const shown = new Date(0)
  shown.setUTCFullYear(parts.year, parts.month - 1, parts.day)
  shown.setUTCHours(parts.hour, parts.minute, parts.second, parts.millisecond)
  return unshifted(shown, zone)
}

/** Inverse of `shifted`. */
export function unshifted(shown: Date, zone: string | undefined): Date {
  const guess = shown.getTime() - offsetOf(zone, shown.getTime())
  return new Date(shown.getTime() - offsetOf(zone, guess))
}

export function partsOf(date: Date, zone: string | undefined): DateParts {
  const shown = shifted(date, zone)
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
    millisecond: shown.getUTCMilliseconds(),
  }
}

const DAY = 86_400_000

const dayStart = (date: Date) => Math.floor(date.getTime() / DAY)

/** Computes the ISO 8601 week: weeks start on Monday, and week 1 contains the year's first Thursday. */
export function isoWeek(shown: Date): { year: number; week: number; day: number } {
  const day = shown.getUTCDay() || 7
  const thursday = new Date((dayStart(shown) + 4 - day) * DAY)
  const firstDay = Date.UTC(thursday.getUTCFullYear(), 0, 1) / DAY
  return {
    year: thursday.getUTCFullYear(),
    week: Math.floor((thursday.getTime() / DAY - firstDay) / 7) + 1,
    day,
  }
}

export function dayOfYear(shown: Date): number {
  const start = new Date(0)
  start.setUTCFullYear(shown.getUTCFullYear(), 0, 1)
  return dayStart(shown) - dayStart(start) + 1
}

/** Returns the week of the year, 0 to 53. Weeks start on Sunday. */
export const weekOfYear = (shown: Date) =>
  Math.floor((dayOfYear(shown) + 6 - shown.getUTCDay()) / 7)

/** @throws {MongoError} 241 ConversionFailure */
export function parseDate(text: string, zone?: string): Date {
  const found =
    /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?$/i.exec(
      text.trim()
    )
  if (!found) {
    const time = Date.parse(/\d{4}/.test(text) ? text : '')
    if (Number.isNaN(time)) {
      throw new MongoError(
        241,
        `Error parsing date string '${text}'; in $convert with no onError value`
      )
    }
    return new Date(time)
  }
  const [, year, month, day, hour, minute, second, fraction, offset] = found
  const parts: DateParts = {
    year: Number(year),
    month: Number(month),
    day: Number(day ?? 1),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Number((fraction ?? '0').padEnd(3, '0').slice(0, 3)),
  }
  const valid =
    parts.month >= 1 &&
    parts.month <= 12 &&
    parts.day >= 1 &&
    parts.day <= 31 &&
    parts.hour < 24 &&
    parts.minute < 60
  if (!valid)
    throw new MongoError(241, `Error parsing date string '${text}'; the parsed date was invalid`)
  return dateFromParts(parts, offset?.toUpperCase() ?? zone)
}
