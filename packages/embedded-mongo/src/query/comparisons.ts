import type { Collation } from '../bson/collation.ts'
import { compare, Rank, rankOf } from '../bson/compare.ts'
import { isNaNValue } from '../bson/numbers.ts'
import { BSONRegExp, isNumeric, Undefined, type Value } from '../bson/types.ts'
import { badValue } from '../errors.ts'
import type { Predicate } from './filter.ts'

interface Collating {
  collation?: Collation
}

export const each = (operator: string, operand: Value, test: Predicate['test']): Predicate => ({
  operator,
  operand,
  reach: 'each',
  test,
})

export const whole = (operator: string, operand: Value, test: Predicate['test']): Predicate => ({
  operator,
  operand,
  reach: 'whole',
  test,
})

export function equality(operand: Value, { collation }: Collating): Predicate {
  if (operand instanceof Undefined) throw badValue('cannot compare to undefined')
  if (operand === null) return each('$eq', null, isNullish)
  if (typeof operand === 'string' && !collation) {
    return each('$eq', operand, (value) =>
      typeof value === 'string' ? value === operand : compare(value, operand) === 0
    )
  }
  return each(
    '$eq',
    operand,
    (value) => value !== undefined && compare(value, operand, collation) === 0
  )
}

export const isNullish = (value: Value | undefined) =>
  value === undefined || value === null || value instanceof Undefined

export function comparison(operator: string, operand: Value, { collation }: Collating): Predicate {
  if (operand instanceof BSONRegExp)
    throw badValue(`Can't have RegEx as arg to predicate over field`)
  if (operand instanceof Undefined) throw badValue('cannot compare to undefined')
  const inclusive = operator.endsWith('e')
  if (operand === null) return each(operator, null, inclusive ? isNullish : () => false)
  const upwards = operator.startsWith('$gt')
  const rank = rankOf(operand)
  const unbounded = rank === Rank.minKey || rank === Rank.maxKey
  if (isNumeric(operand) && isNaNValue(operand)) {
    return each(operator, operand, (value) => inclusive && isNumeric(value) && isNaNValue(value))
  }
  return each(operator, operand, (value) => {
    if (value === undefined || (!unbounded && rankOf(value) !== rank)) return false
    if (isNumeric(value) && isNaNValue(value)) return false
    const order = compare(value, operand, collation)
    return order === 0 ? inclusive : order > 0 === upwards
  })
}
