import { spend } from '../../effort.ts'
import { MongoError } from '../../errors.ts'
import { guarded } from '../../query/regex.ts'
import {
  dateFromParts,
  dayOfYear,
  isoWeek,
  offsetOf,
  shifted,
  weekOfYear,
  type DateParts,
} from './date_parts.ts'

const pad = (value: number, length: number) => String(value).padStart(length, '0')

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / 60_000
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${pad(minutes % 60, 2)}`
}

/** Formats a date with `%` specifiers. @throws {MongoError} 18536 on unknown specifiers */
export function formatDate(date: Date, format: string, zone: string | undefined): string {
  const shown = shifted(date, zone)
  const offset = offsetOf(zone, date.getTime())
  const write: Record<string, () => string> = {
    'Y': () => pad(shown.getUTCFullYear(), 4),
    'm': () => pad(shown.getUTCMonth() + 1, 2),
    'd': () => pad(shown.getUTCDate(), 2),
    'H': () => pad(shown.getUTCHours(), 2),
    'M': () => pad(shown.getUTCMinutes(), 2),
    'S': () => pad(shown.getUTCSeconds(), 2),
    'L': () => pad(shown.getUTCMilliseconds(), 3),
    'j': () => pad(dayOfYear(shown), 3),
    'w': () => String(shown.getUTCDay() + 1),
    'u': () => String(isoWeek(shown).day),
    'U': () => pad(weekOfYear(shown), 2),
    'V': () => pad(isoWeek(shown).week, 2),
    'G': () => pad(isoWeek(shown).year, 4),
    'b': () => MONTHS[shown.getUTCMonth()].slice(0, 3),
    'B': () => MONTHS[shown.getUTCMonth()],
    'z': () => offsetText(offset),
    'Z': () => String(offset / 60_000),
    '%': () => '%',
  }
  spend(format.length * 8)
  return format.replace(/%(.?)/g, (_, letter: string) => {
    if (!Object.hasOwn(write, letter))
      throw new MongoError(18536, `Invalid format character '%${letter}' in format string`)
    return write[letter]()
  })
}

const PATTERNS: Record<string, [string, keyof DateParts | 'zone']> = {
  Y: ['(\\d{4})', 'year'],
  m: ['(\\d{1,2})', 'month'],
  d: ['(\\d{1,2})', 'day'],
  H: ['(\\d{1,2})', 'hour'],
  M: ['(\\d{1,2})', 'minute'],
  S: ['(\\d{1,2})', 'second'],
  L: ['(\\d{1,3})', 'millisecond'],
  b: ['([A-Za-z]{3})', 'month'],
  B: ['([A-Za-z]+)', 'month'],
  z: ['([+-]\\d{2}:?\\d{2}|Z)', 'zone'],
}

/** Parses a date with a format string. @throws {MongoError} 241 ConversionFailure */
export function parseByFormat(text: string, format: string, zone: string | undefined): Date {
  const members: (keyof DateParts | 'zone')[] = []
  const pattern = format.replace(
    /%(.)|([.*+?^${}()|[\]\\])/g,
    (_, letter?: string, special?: string) => {
      if (special) return `\\${special}`
      if (letter === '%') return '%'
      const known = PATTERNS[letter as string]
      if (!known)
        throw new MongoError(18536, `Invalid format character '%${letter}' in format string`)
      members.push(known[1])
      return known[0]
    }
  )
  const found = guarded(() => new RegExp(`^${pattern}$`).exec(text))
  if (!found)
    throw new MongoError(241, `Error parsing date string '${text}' with format '${format}'`)
  const parts: DateParts = {
    year: 1970,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    millisecond: 0,
  }
  let offset = zone
  for (const [at, member] of members.entries()) {
    const value = found[at + 1]
    if (member === 'zone') offset = value === 'Z' ? 'UTC' : value
    else if (/^\d/.test(value)) parts[member] = Number(value)
    else parts.month = MONTHS.findIndex((name) => name.slice(0, 3) === value.slice(0, 3)) + 1
  }
  return dateFromParts(parts, offset)
}
