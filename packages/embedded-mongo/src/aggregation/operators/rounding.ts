import { decimalOf, exactOfDecimal } from '../../bson/decimal.ts'
import { exactOf, integer, toDouble, toInteger } from '../../bson/numbers.ts'
import { Decimal128, Double, isNumeric } from '../../bson/types.ts'
import { MongoError } from '../../errors.ts'
import { fixed, isNullish, numeric, type Operators } from '../operator.ts'

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

/** Defines an operator that rounds to an integer of the operand's type. */
function wholeNumber(name: string, round: (value: number) => number, mode: Rounding) {
  return fixed(name, 1, (value) => {
    if (isNullish(value)) return null
    const number = numeric(name, value)
    if (number instanceof Decimal128) return roundDecimal(number, 0, mode)
    return number instanceof Double ? new Double(round(number.value)) : number
  })
}

export const roundingOperators: Operators = {
  $ceil: wholeNumber('$ceil', Math.ceil, 'ceil'),
  $floor: wholeNumber('$floor', Math.floor, 'floor'),
  $round: rounding('$round', halfEven, 'halfEven'),
  $trunc: rounding('$trunc', Math.trunc, 'truncate'),
}
