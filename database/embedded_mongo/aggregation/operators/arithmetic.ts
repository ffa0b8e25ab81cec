import { calculateExact, decimalOf, exactOfDecimal } from '../../bson/decimal.ts'
import {
  calculate,
  divide,
  exactOf,
  integer,
  isNaNValue,
  remainder,
  toDecimal,
  toDouble,
  toInteger,
} from '../../bson/numbers.ts'
import {
  Decimal128,
  Double,
  isNumeric,
  typeName,
  type NumericValue,
  type Value,
} from '../../bson/types.ts'
import { spend } from '../../effort.ts'
import { MongoError } from '../../errors.ts'
import { fixed, isNullish, variadic, type Operators } from '../operator.ts'

type Maybe = Value | undefined

function numeric(name: string, value: Maybe): NumericValue {
  if (isNumeric(value)) return value
  throw new MongoError(28765, `${name} only supports numeric types, not ${typeName(value)}`)
}

/** An operator on one number, computed as a double (a decimal's result is a decimal again). */
function onDouble(
  name: string,
  compute: (value: number) => number,
  check?: (value: number) => void
) {
  return fixed(name, 1, (value) => {
    if (isNullish(value)) return null
    const number = numeric(name, value)
    check?.(toDouble(number))
    const result = new Double(compute(toDouble(number)))
    return number instanceof Decimal128 ? toDecimal(result) : result
  })
}

const within = (name: string, code: number, low: number, high: number) => (value: number) => {
  if (Number.isNaN(value) || (value >= low && value <= high)) return
  throw new MongoError(code, `cannot apply ${name} to ${value}, value must be in [${low},${high}]`)
}

const finite = (name: string) => (value: number) => {
  if (Math.abs(value) === Number.POSITIVE_INFINITY) {
    throw new MongoError(50989, `cannot apply ${name} to ${value}, value must be in (-inf,inf)`)
  }
}

function add(values: Maybe[]): Maybe {
  let date: Date | undefined
  let sum: NumericValue = 0
  for (const value of values) {
    if (isNullish(value)) return null
    if (value instanceof Date) {
      if (date) throw new MongoError(16612, 'only one date allowed in an $add expression')
      date = value
    } else if (isNumeric(value)) {
      sum = calculate('+', sum, value)
    } else {
      throw new MongoError(14, `$add only supports numeric or date types, not ${typeName(value)}`)
    }
  }
  return date ? new Date(date.getTime() + Math.round(toDouble(sum))) : sum
}

function subtract(a: Maybe, b: Maybe): Maybe {
  if (isNullish(a) || isNullish(b)) return null
  if (a instanceof Date) {
    if (b instanceof Date) return BigInt(a.getTime()) - BigInt(b.getTime())
    if (isNumeric(b)) return new Date(a.getTime() - Math.round(toDouble(b)))
  } else if (isNumeric(a) && isNumeric(b)) {
    return calculate('-', a, b)
  }
  throw new MongoError(14, `can't $subtract ${typeName(b)} from ${typeName(a)}`)
}

function multiply(values: Maybe[]): Maybe {
  let product: NumericValue = 1
  for (const value of values) {
    if (isNullish(value)) return null
    if (!isNumeric(value)) {
      throw new MongoError(14, `$multiply only supports numeric types, not ${typeName(value)}`)
    }
    product = calculate('*', product, value)
  }
  return product
}

function rounding(name: string, round: (value: number) => number, mode: Rounding) {
  return fixed(name, [1, 2], (value, place) => {
    if (isNullish(value)) return null
    const number = numeric(name, value)
    const digits =
      place === undefined ? 0 : Number(isNumeric(place) ? toInteger(place) : Number.NaN)
    if (!(digits >= -20 && digits <= 100)) {
      throw new MongoError(
        51082,
        `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`
      )
    }
    if (number instanceof Decimal128) return roundDecimal(number, digits, mode)
    if (!(number instanceof Double)) {
      if (digits >= 0) return number
      const unit = 10n ** BigInt(-digits)
      return integer(
        roundInteger(BigInt(number), unit, mode),
        typeof number === 'bigint' ? 'long' : 'int'
      )
    }
    if (digits === 0 || !Number.isFinite(number.value)) return new Double(round(number.value))
    return new Double(toDouble(roundDecimal(decimalOf(exactOf(number)), digits, mode)))
  })
}

type Rounding = 'halfEven' | 'truncate' | 'floor' | 'ceil'

function roundInteger(value: bigint, unit: bigint, mode: Rounding): bigint {
  const rest = value % unit
  const cut = value - rest
  const away = value < 0n ? -unit : unit
  if (rest === 0n || mode === 'truncate') return cut
  if (mode === 'floor') return value < 0n ? cut - unit : cut
  if (mode === 'ceil') return value > 0n ? cut + unit : cut
  const twice = (rest < 0n ? -rest : rest) * 2n
  const odd = (cut / unit) % 2n !== 0n
  return twice > unit || (twice === unit && odd) ? cut + away : cut
}

function roundDecimal(value: Decimal128, digits: number, mode: Rounding): Decimal128 {
  const exact = exactOfDecimal(value)
  if (typeof exact === 'string' || exact.exponent >= -digits) return value
  const unit = 10n ** BigInt(-digits - exact.exponent)
  const coefficient = roundInteger(exact.coefficient, unit, mode) / unit
  return decimalOf({ coefficient, exponent: -digits })
}

const halfEven = (value: number) => {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1
}

/** Rounds to an integer of the same type. */
function wholeNumber(name: string, round: (value: number) => number, mode: Rounding) {
  return fixed(name, 1, (value) => {
    if (isNullish(value)) return null
    const number = numeric(name, value)
    if (number instanceof Decimal128) return roundDecimal(number, 0, mode)
    return number instanceof Double ? new Double(round(number.value)) : number
  })
}

function power(base: Maybe, exponent: Maybe): Maybe {
  if (isNullish(base) || isNullish(exponent)) return null
  if (!isNumeric(base))
    throw new MongoError(28762, `$pow's base must be numeric, not ${typeName(base)}`)
  if (!isNumeric(exponent)) {
    throw new MongoError(28763, `$pow's exponent must be numeric, not ${typeName(exponent)}`)
  }
  const [b, e] = [toDouble(base), toDouble(exponent)]
  if (b === 0 && e < 0)
    throw new MongoError(28764, '$pow cannot take a base of 0 and a negative exponent')
  if (base instanceof Decimal128 || exponent instanceof Decimal128) {
    const times = toInteger(exponent)
    if (times !== undefined && times >= 0n && times <= 1000n) {
      let result = exactOf(1)
      for (let n = 0n; n < times; n++) {
        spend(64)
        result = exactOf(decimalOf(calculateExact('*', result, exactOf(base))))
      }
      return decimalOf(result)
    }
    return toDecimal(new Double(b ** e))
  }
  if (base instanceof Double || exponent instanceof Double || e < 0) return new Double(b ** e)
  if (Math.log2(Math.abs(b) || 1) * e > 64) return new Double(b ** e)
  const wide = typeof base === 'bigint' || typeof exponent === 'bigint'
  return integer(BigInt(base) ** BigInt(exponent), wide ? 'long' : 'int')
}

function bitwise(name: string, combine: (a: bigint, b: bigint) => bigint, start: number) {
  return variadic((values) => {
    let result = BigInt(start)
    let wide = false
    for (const value of values) {
      if (isNullish(value)) return null
      if (typeof value !== 'number' && typeof value !== 'bigint') {
        throw new MongoError(14, `${name} only supports int and long operands.`)
      }
      wide ||= typeof value === 'bigint'
      result = combine(result, BigInt(value))
    }
    return integer(result, wide ? 'long' : 'int')
  })
}

const DEGREE = Math.PI / 180
const ANY = Number.POSITIVE_INFINITY

export const arithmeticOperators: Operators = {
  $add: variadic(add),
  $subtract: fixed('$subtract', 2, subtract),
  $multiply: variadic(multiply),
  $divide: fixed('$divide', 2, (a, b) => {
    if (isNullish(a) || isNullish(b)) return null
    if (!isNumeric(a) || !isNumeric(b)) {
      throw new MongoError(
        14,
        `$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`
      )
    }
    if (toDouble(b) === 0) throw new MongoError(2, "can't $divide by zero")
    return divide(a, b)
  }),
  $mod: fixed('$mod', 2, (a, b) => {
    if (isNullish(a) || isNullish(b)) return null
    if (!isNumeric(a) || !isNumeric(b)) {
      throw new MongoError(
        16611,
        `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`
      )
    }
    if (toDouble(b) === 0) throw new MongoError(16610, "can't $mod by zero")
    return remainder(a, b)
  }),
  $abs: fixed('$abs', 1, (value) => {
    if (isNullish(value)) return null
    const number = numeric('$abs', value)
    if (number instanceof Double) return new Double(Math.abs(number.value))
    return toDouble(number) < 0 ? calculate('*', number, -1) : number
  }),
  $ceil: wholeNumber('$ceil', Math.ceil, 'ceil'),
  $floor: wholeNumber('$floor', Math.floor, 'floor'),
  $round: rounding('$round', halfEven, 'halfEven'),
  $trunc: rounding('$trunc', Math.trunc, 'truncate'),
  $pow: fixed('$pow', 2, power),
  $sqrt: onDouble('$sqrt', Math.sqrt, (value) => {
    if (value < 0)
      throw new MongoError(28714, "$sqrt's argument must be greater than or equal to 0")
  }),
  $exp: onDouble('$exp', Math.exp),
  $ln: onDouble('$ln', Math.log, (value) => {
    if (value <= 0)
      throw new MongoError(28766, `$ln's argument must be a positive number, but is ${value}`)
  }),
  $log10: onDouble('$log10', Math.log10, (value) => {
    if (value <= 0)
      throw new MongoError(28761, `$log10's argument must be a positive number, but is ${value}`)
  }),
  $log: fixed('$log', 2, (value, base) => {
    if (isNullish(value) || isNullish(base)) return null
    const [v, b] = [toDouble(numeric('$log', value)), toDouble(numeric('$log', base))]
    if (v <= 0)
      throw new MongoError(28758, `$log's argument must be a positive number, but is ${v}`)
    if (b <= 0 || b === 1)
      throw new MongoError(
        28759,
        `$log's base must be a positive number not equal to 1, but is ${b}`
      )
    return new Double(Math.log(v) / Math.log(b))
  }),
  $sin: onDouble('$sin', Math.sin, finite('$sin')),
  $cos: onDouble('$cos', Math.cos, finite('$cos')),
  $tan: onDouble('$tan', Math.tan, finite('$tan')),
  $asin: onDouble('$asin', Math.asin, within('$asin', 50989, -1, 1)),
  $acos: onDouble('$acos', Math.acos, within('$acos', 50989, -1, 1)),
  $atan: onDouble('$atan', Math.atan),
  $sinh: onDouble('$sinh', Math.sinh),
  $cosh: onDouble('$cosh', Math.cosh),
  $tanh: onDouble('$tanh', Math.tanh),
  $asinh: onDouble('$asinh', Math.asinh),
  $acosh: onDouble('$acosh', Math.acosh, within('$acosh', 50989, 1, ANY)),
  $atanh: onDouble('$atanh', Math.atanh, within('$atanh', 50989, -1, 1)),
  $degreesToRadians: onDouble('$degreesToRadians', (value) => value * DEGREE),
  $radiansToDegrees: onDouble('$radiansToDegrees', (value) => value / DEGREE),
  $atan2: fixed('$atan2', 2, (y, x) => {
    if (isNullish(y) || isNullish(x)) return null
    return new Double(Math.atan2(toDouble(numeric('$atan2', y)), toDouble(numeric('$atan2', x))))
  }),
  $bitAnd: bitwise('$bitAnd', (a, b) => a & b, -1),
  $bitOr: bitwise('$bitOr', (a, b) => a | b, 0),
  $bitXor: bitwise('$bitXor', (a, b) => a ^ b, 0),
  $bitNot: fixed('$bitNot', 1, (value) => {
    if (isNullish(value)) return null
    if (typeof value === 'number') return ~value
    if (typeof value === 'bigint') return ~value
    throw new MongoError(28765, `$bitNot only supports int and long, not: ${typeName(value)}.`)
  }),
}

/** The sum that `$sum` makes: what isn't a number doesn't count. */
export function sumOf(values: Iterable<Maybe>): NumericValue {
  let sum: NumericValue = 0
  for (const value of values) if (isNumeric(value)) sum = calculate('+', sum, value)
  return sum
}

/** The mean of the numbers among the values; null where there is none. */
export function averageOf(values: Iterable<Maybe>): Maybe {
  const numbers = [...values].filter(isNumeric)
  if (numbers.length === 0) return null
  return divide(sumOf(numbers), numbers.length)
}

/** The standard deviation of the numbers among the values. */
export function deviationOf(values: Iterable<Maybe>, sample: boolean): Maybe {
  const numbers = [...values].filter(isNumeric).map(toDouble)
  const count = sample ? numbers.length - 1 : numbers.length
  if (count <= 0) return null
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return new Double(Math.sqrt(squares / count))
}

/** The percentiles, each a value of the list, by the smallest one that covers the share. */
export function percentilesOf(values: Iterable<Maybe>, shares: number[]): Maybe[] {
  const numbers = Float64Array.from(
    [...values].filter(isNumeric).filter((value) => !isNaNValue(value)),
    toDouble
  ).sort()
  return shares.map((share) =>
    numbers.length === 0
      ? null
      : new Double(numbers[Math.max(0, Math.ceil(share * numbers.length) - 1)])
  )
}
