import { spend } from '../effort.ts'
import type { Collation } from './collation.ts'
import { Rank, rankOf } from './compare.ts'
import { calculateExact, exactOfDouble, type Exact } from './decimal.ts'
import { compareNumbers, exactOf, toDouble } from './numbers.ts'
import {
  type Binary,
  type BSONRegExp,
  BSONSymbol,
  type Code,
  Decimal128,
  Double,
  ObjectId,
  isNumeric,
  type Timestamp,
  type Doc,
  type NumericValue,
  type Value,
} from './types.ts'

/**
 * Writes the order-preserving key encoding: the bytes of two values compare as the values do in
 * MongoDB's order. No encoding is a prefix of another, so the keys of several fields can be
 * concatenated. Index entries, ranges and sets of equal values are all based on it.
 *
 * A value starts with its type's rank, which is never 0x00 or 0xff. Numbers of all types share one
 * form: the nearest double not above their magnitude, then the remainder as an exact decimal.
 */
export class KeyWriter {
  private bytes = Buffer.allocUnsafe(128)
  private at = 0
  private readonly collation?: Collation

  constructor(collation?: Collation) {
    this.collation = collation
  }

  /** Returns the bytes written since the last call. */
  take(): Buffer {
    const result = Buffer.from(this.bytes.subarray(0, this.at))
    this.at = 0
    return result
  }

  write(value: Value | undefined, descending = false): this {
    const start = this.at
    try {
      this.value(value)
    } catch (error) {
      this.at = 0 // reuse the buffer for the next key
      throw error
    }
    if (descending) for (let at = start; at < this.at; at++) this.bytes[at] ^= 0xff
    return this
  }

  private value(value: Value | undefined): void {
    const rank = rankOf(value)
    this.byte(rank)
    switch (rank) {
      case Rank.number:
        return this.number(value as NumericValue)
      case Rank.string:
        return this.text(
          this.collated(value instanceof BSONSymbol ? value.value : (value as string))
        )
      case Rank.object:
        return this.object(value as Doc)
      case Rank.array:
        spend(1 + (value as Value[]).length)
        for (const element of value as Value[]) this.value(element)
        return this.byte(0)
      case Rank.binary: {
        const { buffer, position, sub_type: subtype } = value as Binary
        this.uint32(position)
        this.byte(subtype)
        return this.raw(buffer.subarray(0, position))
      }
      case Rank.objectId:
        return this.raw((value as ObjectId).id)
      case Rank.boolean:
        return this.byte(value ? 1 : 0)
      case Rank.date: {
        const time = (value as Date).getTime()
        return this.uint64(BigInt(Number.isNaN(time) ? 0 : time) + 2n ** 63n)
      }
      case Rank.timestamp:
        this.uint32((value as Timestamp).t)
        return this.uint32((value as Timestamp).i)
      case Rank.regex:
        this.text((value as BSONRegExp).pattern)
        return this.text((value as BSONRegExp).options)
      case Rank.code:
      case Rank.codeWithScope:
        return this.text((value as Code).code)
    }
  }

  private collated(text: string): string {
    return this.collation ? this.collation.key(text) : text
  }

  private object(value: Doc): void {
    spend(1 + value.size)
    for (const [name, member] of value) {
      this.byte(rankOf(member))
      this.text(name)
      this.value(member)
    }
    this.byte(0)
  }

  /** NaN < negative < zero < positive; a negative number is encoded as the inverted bytes of its magnitude. */
  private number(value: NumericValue): void {
    const double = toDouble(value)
    if (Number.isNaN(double)) return this.byte(0x01)
    const exact =
      typeof value === 'bigint' || value instanceof Decimal128 ? exactOf(value) : undefined
    const negative =
      exact && typeof exact !== 'string' ? exact.coefficient < 0n : !exact ? double < 0 : double < 0
    const zero = exact && typeof exact !== 'string' ? exact.coefficient === 0n : double === 0
    if (zero) return this.byte(0x03)
    this.byte(negative ? 0x02 : 0x04)
    const start = this.at
    if (!exact || typeof exact === 'string') this.magnitude(Math.abs(double), undefined)
    else this.exactMagnitude(Math.abs(double), { ...exact, coefficient: abs(exact.coefficient) })
    if (negative) for (let at = start; at < this.at; at++) this.bytes[at] ^= 0xff
  }

  private exactMagnitude(nearest: number, exact: { coefficient: bigint; exponent: number }): void {
    if (nearest === Number.POSITIVE_INFINITY) {
      // larger than any double: encode the whole number, which is shorter than the remainder
      return this.magnitude(Number.MAX_VALUE, exact)
    }
    let floor = nearest
    let rest = calculateExact('-', exact, exactOfDouble(floor))
    if (coefficientOf(rest) < 0n) {
      floor = previousDouble(floor)
      rest = calculateExact('-', exact, exactOfDouble(floor))
    }
    if (coefficientOf(rest) === 0n) return this.magnitude(floor, undefined)
    const beyond = floor === Number.MAX_VALUE || floor === 0
    this.magnitude(floor, beyond ? exact : (rest as { coefficient: bigint; exponent: number }))
  }

  private magnitude(
    floor: number,
    rest: { coefficient: bigint; exponent: number } | undefined
  ): void {
    this.reserve(8)
    this.at = this.bytes.writeDoubleBE(floor, this.at)
    if (!rest) return this.byte(0x00)
    this.byte(0x01)
    const digits = String(rest.coefficient).replace(/0+$/, '')
    const point = String(rest.coefficient).length + rest.exponent
    this.uint32(point + 0x10000)
    for (const digit of digits) this.byte(digit.charCodeAt(0))
    this.byte(0x00)
  }

  /**
   * Writes UTF-8 terminated by 00. The bytes 00 and 01 are escaped as 01 01 and 01 02, so no text
   * is a prefix of another.
   */
  private text(text: string): void {
    if (text.length <= 64 && this.ascii(text)) return
    const utf8 = Buffer.from(text, 'utf8')
    this.reserve(utf8.length * 2 + 1)
    if (utf8.includes(0) || utf8.includes(1)) this.escaped(utf8)
    else this.at += utf8.copy(this.bytes, this.at)
    this.bytes[this.at++] = 0
  }

  private escaped(utf8: Buffer): void {
    spend(utf8.length / 4)
    for (const byte of utf8) {
      if (byte <= 1) this.bytes[this.at++] = 1
      this.bytes[this.at++] = byte <= 1 ? byte + 1 : byte
    }
  }

  private ascii(text: string): boolean {
    this.reserve(text.length + 1)
    const start = this.at
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index)
      if (code <= 1 || code > 127) {
        this.at = start
        return false
      }
      this.bytes[this.at++] = code
    }
    this.bytes[this.at++] = 0
    return true
  }

  private reserve(length: number): void {
    if (this.at + length <= this.bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + length))
    this.bytes.copy(larger, 0, 0, this.at)
    this.bytes = larger
  }

  private byte(value: number): void {
    this.reserve(1)
    this.bytes[this.at++] = value
  }

  private uint32(value: number): void {
    this.reserve(4)
    this.at = this.bytes.writeUInt32BE(value >>> 0, this.at)
  }

  private uint64(value: bigint): void {
    this.reserve(8)
    this.at = this.bytes.writeBigUInt64BE(value, this.at)
  }

  private raw(content: Uint8Array): void {
    this.reserve(content.length)
    this.bytes.set(content, this.at)
    this.at += content.length
  }
}

const abs = (value: bigint) => (value < 0n ? -value : value)

const coefficientOf = (value: Exact) => (typeof value === 'string' ? 0n : value.coefficient)

const scratch = new DataView(new ArrayBuffer(8))

/** Returns the next lower double of a positive one. */
function previousDouble(value: number): number {
  scratch.setFloat64(0, value)
  scratch.setBigUint64(0, scratch.getBigUint64(0) - 1n)
  return scratch.getFloat64(0)
}

const writer = new KeyWriter()

/** Encodes one value. */
export function encodeKey(value: Value | undefined, collation?: Collation): Buffer {
  return (collation ? new KeyWriter(collation) : writer).write(value).take()
}

/** Converts a key to its form for descending order. */
export const descendingKey = (key: Buffer): Buffer => Buffer.from(key.map((byte) => byte ^ 0xff))

/** Returns the first key after all keys with the given prefix. */
export function keyAfter(prefix: Uint8Array): Buffer {
  const end = Buffer.from(prefix)
  let at = end.length - 1
  while (at >= 0 && end[at] === 0xff) at--
  if (at < 0) return Buffer.concat([prefix, Buffer.alloc(16, 0xff)])
  end[at]++
  return end.subarray(0, at + 1)
}

/**
 * Returns a string that identifies a value: it is the same for equal values and only for them. Sets
 * and groups use it as key.
 */
export function identity(value: Value | undefined, collation?: Collation): string {
  if (!collation) {
    if (typeof value === 'string') return `s${value}`
    if (value instanceof BSONSymbol) return `s${value.value}`
    if (value instanceof ObjectId) return `o${value.toHexString()}`
  }
  if (isNumeric(value)) {
    const double = toDouble(value)
    const exactly =
      !(value instanceof Decimal128) || compareNumbers(value, new Double(double)) === 0
    if (Number.isSafeInteger(double) && exactly) return `n${double + 0}`
  }
  return `k${encodeKey(value, collation).toString('latin1')}`
}
