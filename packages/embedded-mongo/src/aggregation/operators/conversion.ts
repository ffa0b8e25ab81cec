import { encode } from '../../bson/encode.ts'
import { fitsLong, integer, toDecimal, toDouble, truncate } from '../../bson/numbers.ts'
import {
  BSONSymbol,
  Decimal128,
  Double,
  isDoc,
  isNumeric,
  ObjectId,
  Timestamp,
  typeName,
  typeNameOf,
  type Value,
} from '../../bson/types.ts'
import { MongoError } from '../../errors.ts'
import { fixed, isNullish, namedOperands, type Operators } from '../operator.ts'
import { isTruthy } from '../truth.ts'
import { parseDate } from './date_parts.ts'

type Maybe = Value | undefined

const failed = (message: string) => new MongoError(241, message)

const impossible = (value: Maybe, type: string) =>
  failed(
    `Unsupported conversion from ${typeName(value)} to ${type} in $convert with no onError value`
  )

/** Converts a value to a string, as `$toString` does. */
export function textOfValue(value: Value): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint')
    return String(value)
  if (value instanceof Double) return textOfDouble(value.value)
  if (value instanceof Decimal128) return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  if (value instanceof BSONSymbol) return value.value
  throw impossible(value, 'string')
}

function textOfDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  return String(value)
}

function numberOfText(text: string, type: string): Double {
  const valid = /^[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|Infinity|inf|NaN|nan)$/.test(
    text
  )
  if (!valid)
    throw failed(
      `Failed to parse number '${text}' in $convert with no onError value: did not consume whole string (${type}).`
    )
  return new Double(Number(text.replace(/inf$/, 'Infinity').replace(/nan/i, 'NaN')))
}

function toIntegral(value: Value, type: 'int' | 'long'): Value {
  const fits = (result: bigint) =>
    type === 'long' ? fitsLong(result) : result >= -0x80000000n && result <= 0x7fffffffn
  let result: bigint | undefined
  if (typeof value === 'boolean') result = value ? 1n : 0n
  else if (isNumeric(value)) result = truncate(value)
  else if (value instanceof Date && type === 'long') result = BigInt(value.getTime())
  else if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value)) {
      throw failed(`Failed to parse number '${value}' in $convert with no onError value: Bad digit`)
    }
    // longer numbers cannot fit into a long, so they are not parsed
    result = value.replace(/^[+-]?0*/, '').length > 20 ? undefined : BigInt(value)
  } else throw impossible(value, type)
  if (result === undefined || !fits(result)) {
    throw failed(
      `Conversion would overflow target type in $convert with no onError value: ${textOfValue(value)}`
    )
  }
  return type === 'long' ? result : integer(result)
}

function convert(value: Value, type: string): Value {
  switch (type) {
    case 'bool':
      return isNumeric(value) || typeof value === 'boolean' ? isTruthy(value) : true
    case 'int':
    case 'long':
      return toIntegral(value, type)
    case 'double':
      if (typeof value === 'boolean') return new Double(value ? 1 : 0)
      if (isNumeric(value)) return new Double(toDouble(value))
      if (value instanceof Date) return new Double(value.getTime())
      if (typeof value === 'string') return numberOfText(value, type)
      throw impossible(value, type)
    case 'decimal':
      if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0')
      if (isNumeric(value)) return toDecimal(value)
      if (value instanceof Date) return Decimal128.fromString(String(value.getTime()))
      if (typeof value === 'string') {
        numberOfText(value, type)
        return Decimal128.fromStringWithRounding(value)
      }
      throw impossible(value, type)
    case 'string':
      return textOfValue(value)
    case 'date':
      return toDate(value)
    case 'objectId':
      if (value instanceof ObjectId) return value
      if (typeof value === 'string') {
        if (/^[0-9a-fA-F]{24}$/.test(value)) return ObjectId.createFromHexString(value)
        throw failed(
          `Failed to parse objectId '${value}' in $convert with no onError value: Invalid string length for parsing to OID, expected 24 but found ${value.length}`
        )
      }
      throw impossible(value, type)
    default:
      if (typeName(value) === type) return value
      throw impossible(value, type)
  }
}

function toDate(value: Value): Date {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  if (value instanceof Timestamp) return new Date(value.t * 1000)
  if (typeof value === 'string') return parseDate(value)
  if (isNumeric(value) && typeof value !== 'number') {
    const time = toDouble(value)
    if (Math.abs(time) <= 8.64e15) return new Date(Math.trunc(time))
    throw failed('Conversion would overflow target type in $convert with no onError value')
  }
  throw impossible(value, 'date')
}

const converting = (name: string, type: string) =>
  fixed(name, 1, (value) => (isNullish(value) ? null : convert(value, type)))

export const conversionOperators: Operators = {
  $convert: (operand, compiler) => {
    const members = namedOperands('$convert', operand, {
      required: ['input', 'to'],
      optional: ['onError', 'onNull', 'format', 'base', 'byteOrder'],
    })
    const input = compiler.compile(members.get('input') as Value)
    const to = compiler.compile(members.get('to') as Value)
    const onError = members.has('onError')
      ? compiler.compile(members.get('onError') as Value)
      : undefined
    const onNull = compiler.compile(members.get('onNull') ?? null)
    return (scope) => {
      const value = input(scope)
      if (isNullish(value)) return onNull(scope)
      const target = to(scope)
      if (isNullish(target)) return null
      const wanted = isNumeric(target) ? toDouble(target) : target
      const type =
        typeof wanted === 'string' || typeof wanted === 'number' ? typeNameOf(wanted) : undefined
      if (!type) throw new MongoError(2, `Unknown type name: ${String(wanted)}`)
      try {
        return convert(value, type)
      } catch (error) {
        if (onError && error instanceof MongoError && error.code === 241) return onError(scope)
        throw error
      }
    }
  },
  $toBool: converting('$toBool', 'bool'),
  $toInt: converting('$toInt', 'int'),
  $toLong: converting('$toLong', 'long'),
  $toDouble: converting('$toDouble', 'double'),
  $toDecimal: converting('$toDecimal', 'decimal'),
  $toString: converting('$toString', 'string'),
  $toDate: converting('$toDate', 'date'),
  $toObjectId: converting('$toObjectId', 'objectId'),
  $type: fixed('$type', 1, (value) => typeName(value)),
  $isNumber: fixed('$isNumber', 1, (value) => isNumeric(value)),
  $bsonSize: fixed('$bsonSize', 1, (value) => {
    if (isNullish(value)) return null
    if (!isDoc(value))
      throw new MongoError(31393, `$bsonSize requires a document input, found: ${typeName(value)}`)
    return encode(value).length
  }),
  $tsSecond: fixed('$tsSecond', 1, (value) =>
    value instanceof Timestamp ? BigInt(value.t) : null
  ),
  $tsIncrement: fixed('$tsIncrement', 1, (value) =>
    value instanceof Timestamp ? BigInt(value.i) : null
  ),
}
