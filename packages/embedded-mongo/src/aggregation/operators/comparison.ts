import { compare } from '../../bson/compare.ts'
import type { Value } from '../../bson/types.ts'
import { MongoError } from '../../errors.ts'
import { operandsOf, type Evaluate, type Operator, type Operators } from '../operator.ts'
import { isTruthy } from '../truth.ts'

/** Compares two values. Unlike in sorts, a missing value is less than null. */
function order(
  a: Value | undefined,
  b: Value | undefined,
  collation: Parameters<typeof compare>[2]
) {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return compare(a, b, collation)
}

function comparing(name: string, answer: (order: number) => Value): Operator {
  return (operand, compiler) => {
    const operands = operandsOf(operand)
    if (operands.length !== 2) {
      throw new MongoError(
        16020,
        `Expression ${name} takes exactly 2 arguments. ${operands.length} were passed in.`
      )
    }
    const [a, b] = operands.map((one) => compiler.compile(one))
    return (scope) => answer(order(a(scope), b(scope), compiler.collation))
  }
}

function logical(decide: (parts: Evaluate[]) => Evaluate): Operator {
  return (operand, compiler) => decide(operandsOf(operand).map((one) => compiler.compile(one)))
}

export const comparisonOperators: Operators = {
  $eq: comparing('$eq', (result) => result === 0),
  $ne: comparing('$ne', (result) => result !== 0),
  $gt: comparing('$gt', (result) => result > 0),
  $gte: comparing('$gte', (result) => result >= 0),
  $lt: comparing('$lt', (result) => result < 0),
  $lte: comparing('$lte', (result) => result <= 0),
  $cmp: comparing('$cmp', (result) => Math.sign(result)),
  $and: logical((parts) => (scope) => parts.every((part) => isTruthy(part(scope)))),
  $or: logical((parts) => (scope) => parts.some((part) => isTruthy(part(scope)))),
  $not: logical((parts) => {
    if (parts.length !== 1) {
      throw new MongoError(
        16020,
        `Expression $not takes exactly 1 arguments. ${parts.length} were passed in.`
      )
    }
    return (scope) => !isTruthy(parts[0](scope))
  }),
}
