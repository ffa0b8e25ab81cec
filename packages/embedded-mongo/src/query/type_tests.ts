import { toDouble, toInteger, truncate } from '../bson/numbers.ts'
import { isNumeric, typeName, typeNameOf, type Value } from '../bson/types.ts'
import { badValue, failedToParse, MongoError } from '../errors.ts'
import { each, whole } from './comparisons.ts'
import type { Predicate } from './filter.ts'

export function typePredicate(operand: Value): Predicate {
  const names = new Set<string>()
  for (const alias of Array.isArray(operand) ? operand : [operand]) {
    if (alias === 'number') {
      for (const name of ['int', 'long', 'double', 'decimal']) names.add(name)
      continue
    }
    const wanted = isNumeric(alias) ? toDouble(alias) : alias
    if (typeof wanted !== 'string' && typeof wanted !== 'number') {
      throw new MongoError(14, 'type must be represented as a number or a string')
    }
    const name = typeNameOf(wanted)
    if (!name) {
      throw badValue(
        typeof wanted === 'string'
          ? `Unknown type name alias: ${wanted}`
          : `Invalid numerical type code: ${wanted}`
      )
    }
    names.add(name)
  }
  if (names.size === 0) throw failedToParse('$type must match at least one type')
  return each('$type', operand, (value) => value !== undefined && names.has(typeName(value)))
}

export function sizePredicate(operand: Value): Predicate {
  const size = isNumeric(operand) ? toInteger(operand) : undefined
  if (size === undefined) {
    throw badValue(`Failed to parse $size. Expected a number in: $size: ${typeName(operand)}`)
  }
  if (size < 0n)
    throw badValue(`Failed to parse $size. Expected a non-negative number in: $size: ${size}`)
  return whole('$size', operand, (value) => Array.isArray(value) && value.length === Number(size))
}

export function modPredicate(operand: Value): Predicate {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array')
  if (operand.length < 2) throw badValue('malformed mod, not enough elements')
  if (operand.length > 2) throw badValue('malformed mod, too many elements')
  const [divisor, rest] = operand.map((value) => (isNumeric(value) ? truncate(value) : undefined))
  if (divisor === undefined) throw badValue('malformed mod, divisor not a number')
  if (rest === undefined) throw badValue('malformed mod, remainder not a number')
  if (divisor === 0n) throw badValue('divisor cannot be 0')
  return each('$mod', operand, (value) => {
    const dividend = isNumeric(value) ? truncate(value) : undefined
    return dividend !== undefined && dividend % divisor === rest
  })
}
