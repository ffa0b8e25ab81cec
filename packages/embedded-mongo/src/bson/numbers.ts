import {
  calculateExact,
  compareExact,
  decimalOf,
  decimalOfDouble,
  exactOfDecimal,
  exactOfDouble,
  exactOfLong,
  nearestDouble,
  type Exact,
} from './decimal.ts'
import { Decimal128, Double, type NumericValue } from './types.ts'

const MIN_LONG = -(2n ** 63n)
const MAX_LONG = 2n ** 63n - 1n

export const fitsLong = (value: bigint) => value >= MIN_LONG && value <= MAX_LONG
const fitsInt = (value: number) =>
  Number.isInteger(value) && value >= -0x80000000 && value <= 0x7fffffff

export function exactOf(value: NumericValue): Exact {
  if (typeof value === 'number') return exactOfDouble(value)
  if (typeof value === 'bigint') return exactOfLong(value)
  return value instanceof Double ? exactOfDouble(value.value) : exactOfDecimal(value)
}

/** Converts a number to the nearest double. */
export function toDouble(value: NumericValue): number {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  return value instanceof Double ? value.value : nearestDouble(exactOfDecimal(value))
}

/** Compares numbers exactly, in MongoDB's order. NaN is less than any other number. */
export function compareNumbers(a: NumericValue, b: NumericValue): number {
  if (a instanceof Decimal128 || b instanceof Decimal128)
    return compareExact(exactOf(a), exactOf(b))
  const x = a instanceof Double ? a.value : a
  const y = b instanceof Double ? b.value : b
  if (x < y) return -1
  if (x > y) return 1
  // eslint-disable-next-line eqeqeq -- only == compares a bigint with a number by value
  if (x == y) return 0
  return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : -1) : 1
}

export const isNaNValue = (value: NumericValue) => Number.isNaN(toDouble(value))

/** Converts an integer to the smallest type that fits, but at least to `atLeast`. */
export function integer(value: bigint, atLeast: 'int' | 'long' = 'int'): NumericValue {
  if (atLeast === 'int' && value >= -0x80000000n && value <= 0x7fffffffn) return Number(value)
  return fitsLong(value) ? value : new Double(Number(value))
}

export type Arithmetic = '+' | '-' | '*'

/**
 * Adds, subtracts or multiplies. The result has the wider of the two types, or the next wider one
 * if it does not fit.
 */
export function calculate(operation: Arithmetic, a: NumericValue, b: NumericValue): NumericValue {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    return decimalOf(calculateExact(operation, exactOf(toDecimal(a)), exactOf(toDecimal(b))))
  }
  if (a instanceof Double || b instanceof Double) {
    return new Double(onDoubles(operation, toDouble(a), toDouble(b)))
  }
  if (typeof a === 'number' && typeof b === 'number') {
    const result = onDoubles(operation, a, b)
    if (fitsInt(result)) return result === 0 ? 0 : result
    return integer(onBigints(operation, BigInt(a), BigInt(b)), 'long')
  }
  return integer(onBigints(operation, BigInt(a), BigInt(b)), 'long')
}

function onDoubles(operation: Arithmetic, a: number, b: number): number {
  return operation === '+' ? a + b : operation === '-' ? a - b : a * b
}

function onBigints(operation: Arithmetic, a: bigint, b: bigint): bigint {
  return operation === '+' ? a + b : operation === '-' ? a - b : a * b
}

/** Divides as `$divide` does. The result is a decimal if either operand is one, and otherwise a double. */
export function divide(a: NumericValue, b: NumericValue): NumericValue {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    return decimalOf(calculateExact('/', exactOf(toDecimal(a)), exactOf(toDecimal(b))))
  }
  return new Double(toDouble(a) / toDouble(b))
}

/** Computes the remainder of a division, with the dividend's sign. */
export function remainder(a: NumericValue, b: NumericValue): NumericValue {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    return decimalOf(calculateExact('%', exactOf(toDecimal(a)), exactOf(toDecimal(b))))
  }
  if (a instanceof Double || b instanceof Double) return new Double(toDouble(a) % toDouble(b))
  const result = BigInt(a) % BigInt(b)
  return integer(result, typeof a === 'bigint' || typeof b === 'bigint' ? 'long' : 'int')
}

/** Converts a number to a decimal. A double is rounded to 15 digits, as in MongoDB. */
export function toDecimal(value: NumericValue): Decimal128 {
  if (value instanceof Decimal128) return value
  return value instanceof Double
    ? decimalOfDouble(value.value)
    : Decimal128.fromString(String(value))
}

/** Converts a number of any type to an integer, or returns `undefined` if it has a fraction or is not finite. */
export function toInteger(value: NumericValue): bigint | undefined {
  if (typeof value === 'bigint') return value
  if (value instanceof Decimal128) {
    const exact = exactOfDecimal(value)
    if (typeof exact === 'string') return undefined
    if (exact.exponent >= 0) return exact.coefficient * 10n ** BigInt(exact.exponent)
    const divisor = 10n ** BigInt(-exact.exponent)
    return exact.coefficient % divisor === 0n ? exact.coefficient / divisor : undefined
  }
  const double = toDouble(value)
  return Number.isInteger(double) ? BigInt(double) : undefined
}

/** Drops a number's fraction. Returns `undefined` if it is not finite. */
export function truncate(value: NumericValue): bigint | undefined {
  if (value instanceof Decimal128) {
    const exact = exactOfDecimal(value)
    if (typeof exact === 'string') return undefined
    return exact.exponent >= 0
      ? exact.coefficient * 10n ** BigInt(exact.exponent)
      : exact.coefficient / 10n ** BigInt(-exact.exponent)
  }
  if (typeof value === 'bigint') return value
  const double = toDouble(value)
  return Number.isFinite(double) ? BigInt(Math.trunc(double)) : undefined
}
