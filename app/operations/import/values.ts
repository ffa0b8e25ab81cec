import { ObjectId } from 'bson'
import { isId } from '#app/platform/ids'

/** PostgreSQL takes no null bytes, and a name must not look like more than a name. */
const CONTROL = /[^\P{Cc}\n\t]/gu

/** Text with something in it; numbers count as theirs. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return String(value).replace(CONTROL, '').trim() || undefined
}

/** An id in hex, also when it was stored as a text. */
export function idOf(value: unknown): string | undefined {
  if (bsonType(value) === 'ObjectId') return (value as ObjectId).toHexString()
  return isId(value) ? value.toLowerCase() : undefined
}

/** A number ≥ 0, also when it was stored as a text. */
export function amountOf(value: unknown): number | undefined {
  const isText = typeof value === 'string' && value.trim() !== ''
  const isWrapped = ['Decimal128', 'Double', 'Int32', 'Long'].includes(bsonType(value) ?? '')
  const number = isText || isWrapped ? Number(String(value)) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined
}

/** A time, also when it was stored as a text or in milliseconds; else that in which the id was made. */
export function timeOf(value: unknown, id: string): Date {
  const isTime = value instanceof Date || typeof value === 'string' || typeof value === 'number'
  const time = isTime ? new Date(value) : undefined
  const isReasonable = time && time.getTime() > 0 && time.getUTCFullYear() < 10_000
  return isReasonable ? time : new ObjectId(id).getTimestamp()
}

/** The key of a file: older systems on Windows wrote backslashes, some a slash ahead. */
export function fileKeyOf(value: unknown): string | undefined {
  return textOf(value)?.replaceAll('\\', '/').replace(/^\/+/, '')
}

/** What BSON calls a value: the driver's classes are not those of the package. */
function bsonType(value: unknown): string | undefined {
  return (value as { _bsontype?: string } | null | undefined)?._bsontype
}
