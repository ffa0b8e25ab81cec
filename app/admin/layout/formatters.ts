import { DateTime } from 'luxon'
import { firstGrapheme } from '#app/platform/text'

const WHOLE_RUPEES = new Intl.NumberFormat('en-IN', {
  style: 'currency',
  currency: 'INR',
  maximumFractionDigits: 0,
})
const RUPEES_AND_PAISE = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' })
const COUNT = new Intl.NumberFormat('en-IN')
const PERCENT = new Intl.NumberFormat('en-IN', { style: 'percent', maximumFractionDigits: 1 })
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 24 * 60 * 60],
  ['month', 30 * 24 * 60 * 60],
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
]
const BYTES = ['B', 'KB', 'MB', 'GB', 'TB']

type Time = DateTime | Date

/** `₹1,23,456`; paise are shown only if there are any. */
export function rupees(amountInPaise: number): string {
  const format = amountInPaise % 100 === 0 ? WHOLE_RUPEES : RUPEES_AND_PAISE
  return format.format(amountInPaise / 100)
}

/** `1,23,456` */
export function count(number: number): string {
  return COUNT.format(number)
}

/** A share from 0 to 1 as `12.5%`. */
export function percent(share: number): string {
  return PERCENT.format(share)
}

/** `3 hours ago`, `yesterday`, `in 5 minutes`; within the minute `just now`, or `in a moment`. */
export function relativeTime(time: Time, now = Date.now()): string {
  const seconds = (time.valueOf() - now) / 1000
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? []
  if (unit && size) return RELATIVE.format(Math.trunc(seconds / size), unit)
  return seconds > 0 ? 'in a moment' : 'just now'
}

/** `21 Nov 2026, 15:04:05 IST` */
export function exactTime(time: Time, zone: string): string {
  return inZone(time, zone).toFormat("d LLL yyyy, HH:mm:ss 'GMT'ZZ")
}

/** `21 Nov 2026, 15:04` */
export function dateAndTime(time: Time, zone: string): string {
  return inZone(time, zone).toFormat('d LLL yyyy, HH:mm')
}

/** `21 Nov 2026` */
export function day(time: Time, zone: string): string {
  return inZone(time, zone).toFormat('d LLL yyyy')
}

export function isoTime(time: Time): string {
  return new Date(time.valueOf()).toISOString()
}

/** `42 s`, `12:05`, `1:02:05` */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const [hours, minutes, rest] = [Math.trunc(whole / 3600), Math.trunc(whole / 60) % 60, whole % 60]
  const tail = `${String(minutes).padStart(hours ? 2 : 1, '0')}:${String(rest).padStart(2, '0')}`
  return hours ? `${hours}:${tail}` : tail
}

/** `1.4 MB` */
export function bytes(size: number): string {
  const power = size < 1 ? 0 : Math.min(Math.trunc(Math.log10(size) / 3), BYTES.length - 1)
  const value = size / 1000 ** power
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${BYTES[power]}`
}

/** Initials of a person; brackets and other marks have none. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const spoken = words.filter((word) => /^[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word))
  const left = spoken.length > 0 ? spoken : words
  const chosen = left.length > 1 ? [left[0], left.at(-1)!] : left
  return chosen.map(firstGrapheme).join('').toUpperCase()
}

/** Returns this page's URL with another sort, filter or page number; `null` removes a parameter. */
export function addressWith(
  { path, query }: { path: string; query: Record<string, unknown> },
  changes: Record<string, string | number | null>
): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, ...changes })) {
    if (typeof value === 'string' || typeof value === 'number') params.set(name, String(value))
  }
  const search = params.toString()
  return search ? `${path}?${search}` : path
}

function inZone(time: Time, zone: string): DateTime {
  return DateTime.fromMillis(time.valueOf(), { zone })
}
