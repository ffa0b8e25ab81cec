import { toDouble } from '../bson/numbers.ts'
import { isNumeric, Undefined, type Value } from '../bson/types.ts'

/** Converts an expression's result to a boolean condition. */
export function isTruthy(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false) return false
  if (value instanceof Undefined) return false
  return !isNumeric(value) || toDouble(value) !== 0
}
