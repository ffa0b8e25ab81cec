import { toDouble } from '../bson/numbers.ts'
import { isNumeric, Undefined, type Value } from '../bson/types.ts'

/** What an expression's result means where a condition is asked for. */
export function isTruthy(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false) return false
  if (value instanceof Undefined) return false
  return !isNumeric(value) || toDouble(value) !== 0
}
