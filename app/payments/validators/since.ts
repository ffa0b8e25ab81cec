import { DateTime } from 'luxon'

const UNITS = { m: 'minutes', h: 'hours', d: 'days' } as const

/** Reads a time of the console: a day such as `2026-11-01`, or an age such as `2d`. @returns null if it is neither */
export function timeSince(text: string, now: DateTime = DateTime.utc()): DateTime | null {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? []
  if (unit) return now.minus({ [UNITS[unit as keyof typeof UNITS]]: Number(count) })
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const day = DateTime.fromISO(text, { zone: 'utc' })
  return day.isValid ? day : null
}
