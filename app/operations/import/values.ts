import { ObjectId } from 'bson'
import { isVisible, withoutHiddenCharacters } from '#app/platform/hidden_characters'
import { isId } from '#app/platform/ids'

/** Control characters, with which a name could imitate other content. PostgreSQL rejects null bytes. */
const CONTROL = /[^\P{Cc}\n\t]/gu

/** Returns non-empty text; numbers are converted. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return String(value).replace(CONTROL, '').trim() || undefined
}

/** Returns a name or title: one line of visible text. */
export function lineOf(value: unknown): string | undefined {
  const text = withoutHiddenCharacters(textOf(value)?.replace(/\s+/g, ' ') ?? '')
  return isVisible(text) ? text.normalize('NFC').trim() : undefined
}

/** Returns an id in hex, from an ObjectId or text. */
export function idOf(value: unknown): string | undefined {
  if (bsonType(value) === 'ObjectId') return (value as ObjectId).toHexString()
  return isId(value) ? value.toLowerCase() : undefined
}

/** Plain digits, unlike `0x1F` or `1e3`. */
const DECIMAL = /^\d+(?:\.\d+)?$/

/** The first platforms of this kind appeared later: earlier times are seconds that were read as milliseconds. */
const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)

/** Returns a number ≥ 0 that JavaScript can count exactly, from a number or plain decimal digits. */
export function amountOf(value: unknown): number | undefined {
  const isWrapped = ['Decimal128', 'Double', 'Int32', 'Long'].includes(bsonType(value) ?? '')
  if (typeof value === 'string' && !DECIMAL.test(value.trim())) return undefined
  const number = typeof value === 'string' || isWrapped ? Number(String(value)) : value
  if (typeof number !== 'number') return undefined
  return number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : undefined
}

/**
 * Returns a time from a date, text or milliseconds; otherwise the creation time in the id.
 *
 * @param note receives a sentence if there is a time that can't be used
 */
export function timeOf(value: unknown, id: string, note: (sentence: string) => void): Date {
  const isTime = value instanceof Date || typeof value === 'string' || typeof value === 'number'
  const time = isTime ? new Date(value) : undefined
  if (time && time.getTime() >= EARLIEST && time.getTime() < LATEST) return time
  const created = new ObjectId(id).getTimestamp()
  if (value !== undefined && value !== null) {
    const fallback = created.toISOString().slice(0, 10)
    note(
      `Its time ${textOf(value) ?? 'of another type'} can’t be read. ${fallback}, as in its id, was used.`
    )
  }
  return created
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
