import { DateTime } from 'luxon'
import { Exception } from '@adonisjs/core/exceptions'

/** Time zone of dates without a time. */
const ZONE = 'Asia/Kolkata'

const UNITS: Record<string, string> = { m: 'minutes', h: 'hours', d: 'days', w: 'weeks' }

/**
 * Reads a date such as `2026-11-01`, in India, or a duration before now such as `2d`.
 *
 * @throws {Exception} if it is neither
 */
export function timeIn(text: string, now: DateTime): DateTime {
  const [, amount, unit] = /^(\d{1,4})([mhdw])$/.exec(text) ?? []
  if (unit) return now.minus({ [UNITS[unit]]: Number(amount) }).startOf('second')
  const time = DateTime.fromISO(text, { zone: ZONE }).toUTC()
  if (!time.isValid)
    throw new Exception(`${text} is neither a date such as 2026-11-01 nor a duration such as 2d.`)
  return time
}
