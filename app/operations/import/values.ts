import { ObjectId } from 'bson'
import { isId } from '#app/platform/ids'

/** Control characters, with which a name could imitate other content. PostgreSQL rejects null bytes. */
const CONTROL = /[^\P{Cc}\n\t]/gu

/** Returns non-empty text; numbers are converted. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return String(value).replace(CONTROL, '').trim() || undefined
}

/** Returns an id in hex, from an ObjectId or text. */
export function idOf(value: unknown): string | undefined {
  if (bsonType(value) === 'ObjectId') return (value as ObjectId).toHexString()
  return isId(value) ? value.toLowerCase() : undefined
}

/** Returns a number ≥ 0, from a number or text. */
export function amountOf(value: unknown): number | undefined {
  const isText = typeof value === 'string' && value.trim() !== ''
  const isWrapped = ['Decimal128', 'Double', 'Int32', 'Long'].includes(bsonType(value) ?? '')
  const number = isText || isWrapped ? Number(String(value)) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined
}

/** Returns a time from a date, text or milliseconds; otherwise the creation time in the id. */
export function timeOf(value: unknown, id: string): Date {
  const isTime = value instanceof Date || typeof value === 'string' || typeof value === 'number'
  const time = isTime ? new Date(value) : undefined
  const isReasonable = time && time.getTime() > 0 && time.getUTCFullYear() < 10_000
  return isReasonable ? time : new ObjectId(id).getTimestamp()
}

/**
 * Normalizes the key of a file: old systems on Windows wrote backslashes, and some a leading slash.
 */
export function fileKeyOf(value: unknown): string | undefined {
  return textOf(value)?.replaceAll('\\', '/').replace(/^\/+/, '')
}

/**
 * Returns the BSON type of a value, since the driver's classes differ from those of the package.
 */
function bsonType(value: unknown): string | undefined {
  return (value as { _bsontype?: string } | null | undefined)?._bsontype
}
