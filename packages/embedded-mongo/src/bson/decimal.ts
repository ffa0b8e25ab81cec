import { spend } from '../effort.ts'
import { Decimal128 } from './types.ts'

/**
 * An exact number, `coefficient × 10^exponent`, or NaN or an infinity. Doubles have an exact
 * decimal form too, so all numeric types can be compared without loss of precision.
 */
export type Exact = { coefficient: bigint; exponent: number } | 'NaN' | 'Infinity' | '-Infinity'

const DIGITS = 34
const MIN_EXPONENT = -6176
const MAX_EXPONENT = 6111

export function exactOfDecimal(value: Decimal128): Exact {
  const view = new DataView(value.bytes.buffer, value.bytes.byteOffset, 16)
  const low = view.getBigUint64(0, true)
  const high = view.getBigUint64(8, true)
  const negative = high >> 63n === 1n
  const combination = Number((high >> 58n) & 0x1fn)
  if (combination === 0x1f) return 'NaN'
  if (combination === 0x1e) return negative ? '-Infinity' : 'Infinity'
  // a coefficient of more than 34 digits is not canonical and counts as zero
  if (combination >= 0x18) return { coefficient: 0n, exponent: 0 }
  const exponent = Number((high >> 49n) & 0x3fffn) + MIN_EXPONENT
  const coefficient = ((high & 0x1ffffffffffffn) << 64n) | low
  return { coefficient: negative ? -coefficient : coefficient, exponent }
}

const parts = new DataView(new ArrayBuffer(8))

export function exactOfDouble(value: number): Exact {
  if (Number.isNaN(value)) return 'NaN'
  if (value === Number.POSITIVE_INFINITY) return 'Infinity'
  if (value === Number.NEGATIVE_INFINITY) return '-Infinity'
  if (Number.isSafeInteger(value)) return { coefficient: BigInt(value), exponent: 0 }
  parts.setFloat64(0, value)
  const bits = parts.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  let mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n
  if (bits >> 63n) mantissa = -mantissa
  const power = (biased === 0 ? 1 : biased) - 1075
  return power >= 0
    ? { coefficient: mantissa << BigInt(power), exponent: 0 }
    : { coefficient: mantissa * 5n ** BigInt(-power), exponent: power }
}

export function exactOfLong(value: bigint): Exact {
  return { coefficient: value, exponent: 0 }
}

/** Converts a double to a decimal with 15 significant digits, as MongoDB does. */
export function decimalOfDouble(value: number): Decimal128 {
  if (!Number.isFinite(value)) return Decimal128.fromString(String(value))
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return Decimal128.fromString(String(value))
  return Decimal128.fromString(value.toPrecision(15))
}

export function compareExact(a: Exact, b: Exact): number {
  if (typeof a === 'string' || typeof b === 'string') return rankOf(a) - rankOf(b)
  const signA = sign(a.coefficient)
  const signB = sign(b.coefficient)
  if (signA !== signB) return signA - signB
  if (signA === 0) return 0
  // compare magnitudes first to avoid expanding long runs of zeros
  const magnitudeA = digitsOf(a.coefficient) + a.exponent
  const magnitudeB = digitsOf(b.coefficient) + b.exponent
  if (magnitudeA !== magnitudeB) return magnitudeA < magnitudeB ? -signA : signA
  const exponent = Math.min(a.exponent, b.exponent)
  const alignedA = a.coefficient * 10n ** BigInt(a.exponent - exponent)
  const alignedB = b.coefficient * 10n ** BigInt(b.exponent - exponent)
  return alignedA < alignedB ? -1 : alignedA > alignedB ? 1 : 0
}

const rankOf = (value: Exact) =>
  value === 'NaN' ? 0 : value === '-Infinity' ? 1 : value === 'Infinity' ? 3 : 2

const sign = (value: bigint) => (value < 0n ? -1 : value > 0n ? 1 : 0)

const digitsOf = (value: bigint) => String(value < 0n ? -value : value).length

/** Rounds to the 34 digits of a Decimal128, half to even. */
export function decimalOf(value: Exact): Decimal128 {
  spend(64)
  if (typeof value === 'string') return Decimal128.fromString(value)
  let { coefficient, exponent } = value
  const excess = Math.max(digitsOf(coefficient) - DIGITS, MIN_EXPONENT - exponent)
  if (excess > 0) {
    coefficient = divideHalfEven(coefficient, 10n ** BigInt(Math.min(excess, 20_000)))
    exponent += excess
    if (digitsOf(coefficient) > DIGITS) return decimalOf({ coefficient, exponent })
  }
  if (exponent > MAX_EXPONENT && coefficient !== 0n) {
    if (digitsOf(coefficient) + exponent > MAX_EXPONENT + DIGITS) {
      return Decimal128.fromString(coefficient < 0n ? '-Infinity' : 'Infinity')
    }
    coefficient *= 10n ** BigInt(exponent - MAX_EXPONENT)
    exponent = MAX_EXPONENT
  }
  if (coefficient === 0n) exponent = Math.max(MIN_EXPONENT, Math.min(exponent, MAX_EXPONENT))
  return Decimal128.fromString(`${coefficient}E${exponent}`)
}

function divideHalfEven(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  const rest = value % divisor
  const twice = (rest < 0n ? -rest : rest) * 2n
  const roundAway = twice > divisor || (twice === divisor && quotient % 2n !== 0n)
  return roundAway ? quotient + (value < 0n ? -1n : 1n) : quotient
}

type Operation = '+' | '-' | '*' | '/' | '%'

export function calculateExact(operation: Operation, a: Exact, b: Exact): Exact {
  if (typeof a === 'string' || typeof b === 'string') {
    const result = calculateDouble(operation, approximate(a), approximate(b))
    if (Number.isFinite(result)) return exactOfDouble(result)
    return String(result) as Exact
  }
  const exponent = Math.min(a.exponent, b.exponent)
  // numbers with thousands of digits are slow to add
  spend(16 + 2 * Math.abs(a.exponent - b.exponent))
  switch (operation) {
    case '+':
    case '-': {
      const alignedA = a.coefficient * 10n ** BigInt(a.exponent - exponent)
      const alignedB = b.coefficient * 10n ** BigInt(b.exponent - exponent)
      return {
        coefficient: operation === '+' ? alignedA + alignedB : alignedA - alignedB,
        exponent,
      }
    }
    case '*':
      return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent }
    case '/': {
      if (b.coefficient === 0n) return a.coefficient === 0n ? 'NaN' : infinity(a.coefficient)
      return divide(a, b)
    }
    case '%': {
      if (b.coefficient === 0n) return 'NaN'
      const alignedA = a.coefficient * 10n ** BigInt(a.exponent - exponent)
      const alignedB = b.coefficient * 10n ** BigInt(b.exponent - exponent)
      return { coefficient: alignedA % alignedB, exponent }
    }
  }
}

const infinity = (coefficient: bigint) => (coefficient < 0n ? '-Infinity' : 'Infinity')

const approximate = (value: Exact) =>
  typeof value === 'string' ? Number(value) : Number(`${value.coefficient}E${value.exponent}`)

/** Rounds an exact number to the nearest double. */
export const nearestDouble = approximate

function calculateDouble(operation: Operation, a: number, b: number): number {
  switch (operation) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '%':
      return a % b
  }
}

function divide(
  a: { coefficient: bigint; exponent: number },
  b: { coefficient: bigint; exponent: number }
): Exact {
  const shift = Math.max(0, DIGITS + 3 + digitsOf(b.coefficient) - digitsOf(a.coefficient))
  const shifted = a.coefficient * 10n ** BigInt(shift)
  let coefficient = shifted / b.coefficient
  let exponent = a.exponent - shift - b.exponent
  const ideal = a.exponent - b.exponent
  if (shifted % b.coefficient === 0n) {
    // remove trailing zeros from an exact quotient
    while (coefficient !== 0n && exponent < ideal && coefficient % 10n === 0n) {
      coefficient /= 10n
      exponent++
    }
  } else {
    coefficient = coefficient * 10n + (coefficient < 0n ? -1n : 1n) // a sticky digit decides ties
    exponent--
  }
  return { coefficient, exponent }
}
