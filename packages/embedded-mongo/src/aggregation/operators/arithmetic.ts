import { calculateExact, decimalOf } from '../../bson/decimal.ts'
import { NumberSum } from '../../bson/number_sum.ts'
import {
  calculate,
  divide,
  exactOf,
  integer,
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
import { fixed, isNullish, numeric, variadic, type Operators } from '../operator.ts'

type Maybe = Value | undefined

/** Defines an operator on one number, computed as a double. A decimal operand gives a decimal result. */
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
  const sum = new NumberSum()
  for (const value of values) {
    if (isNullish(value)) return null
    if (value instanceof Date) {
      if (date) throw new MongoError(16612, 'only one date allowed in an $add expression')
      date = value
    } else if (isNumeric(value)) {
      sum.add(value)
    } else {
      throw new MongoError(14, `$add only supports numeric or date types, not ${typeName(value)}`)
    }
  }
  const total = sum.result()
  return date ? new Date(date.getTime() + Math.round(toDouble(total))) : total
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
