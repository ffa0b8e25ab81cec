import { sorted } from '../aggregation/operators/arrays.ts'
import type { Collation } from '../bson/collation.ts'
import { equal } from '../bson/compare.ts'
import { toInteger } from '../bson/numbers.ts'
import { ValueSet } from '../bson/value_set.ts'
import { spend } from '../effort.ts'
import {
  BSONRegExp,
  clone,
  isDoc,
  isNumeric,
  typeName,
  type Doc,
  type Value,
} from '../bson/types.ts'
import { badValue, MongoError, typeMismatch } from '../errors.ts'
import { compileFilter } from '../query/matcher.ts'
import { isOperatorDoc } from '../query/predicates.ts'
import type { ModifierCompiler } from './modifiers.ts'
import { read, readArray, write } from './path.ts'

function integerOf(name: string, value: Value): number {
  const integer = isNumeric(value) ? toInteger(value) : undefined
  if (integer === undefined)
    throw badValue(
      `The value for ${name} must be an integer value but was given type: ${typeName(value)}`
    )
  return Number(integer)
}

/** The `$each` form's values, or the single value. */
function valuesOf(operator: string, operand: Value): { values: Value[]; clauses: Doc } {
  if (!isDoc(operand) || !operand.has('$each')) return { values: [operand], clauses: new Map() }
  const values = operand.get('$each')
  if (!Array.isArray(values)) {
    throw typeMismatch(
      `The argument to $each in ${operator} must be an array but it was of type: ${typeName(values)}`
    )
  }
  return { values, clauses: operand }
}

const push: ModifierCompiler = (operand, { collation }) => {
  const { values, clauses } = valuesOf('$push', operand)
  for (const name of clauses.keys()) {
    if (!['$each', '$position', '$slice', '$sort'].includes(name)) {
      throw badValue(`Unrecognized clause in $push: ${name}`)
    }
  }
  const position = clauses.has('$position')
    ? integerOf('$position', clauses.get('$position') as Value)
    : undefined
  const limit = clauses.has('$slice')
    ? integerOf('$slice', clauses.get('$slice') as Value)
    : undefined
  const order = clauses.get('$sort')
  if (order !== undefined && !isDoc(order) && !isNumeric(order)) {
    throw badValue(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields'
    )
  }
  return (document, path) => {
    let array = [...(readArray('$push', document, path) ?? [])]
    const at =
      position === undefined
        ? array.length
        : position < 0
          ? Math.max(0, array.length + position)
          : position
    array = [...array.slice(0, at), ...values.map(clone), ...array.slice(at)]
    if (order !== undefined) array = sorted(array, order, { collation })
    if (limit !== undefined) array = limit >= 0 ? array.slice(0, limit) : array.slice(limit)
    write(document, path, array)
  }
}

const addToSet: ModifierCompiler = (operand, { collation }) => {
  const { values } = valuesOf('$addToSet', operand)
  return (document, path) => {
    const before = read(document, path)
    if (before !== undefined && !Array.isArray(before)) {
      throw badValue(
        `Cannot apply $addToSet to non-array field. Field named '${path.at(-1)}' has non-array type ${typeName(before)}`
      )
    }
    const array = [...(before ?? [])]
    const known = new ValueSet(collation)
    spend(array.length + values.length)
    for (const element of array) known.add(element)
    for (const value of values) {
      if (known.has(value)) continue
      known.add(value)
      array.push(clone(value))
    }
    if (before === undefined || array.length !== before.length) write(document, path, array)
  }
}

/** Which elements `$pull` removes: those that a filter matches, or that are equal. */
function pullTest(operand: Value, collation?: Collation): (element: Value) => boolean {
  const isFilter = isDoc(operand) && ['$or', '$and', '$nor'].some((name) => operand.has(name))
  if (!isFilter && (isOperatorDoc(operand) || operand instanceof BSONRegExp)) {
    const matcher = compileFilter(new Map([['', operand]]), { collation })
    return (element) => matcher.matches(new Map([['', element]]))
  }
  if (isDoc(operand)) {
    const matcher = compileFilter(operand, { collation })
    return (element) => isDoc(element) && matcher.matches(element)
  }
  return (element) => equal(element, operand, collation)
}

function removing(
  operator: string,
  document: Doc,
  path: readonly string[],
  test: (element: Value) => boolean
) {
  const value = read(document, path)
  if (value === undefined) return
  if (!Array.isArray(value)) throw badValue(`Cannot apply ${operator} to a non-array value`)
  spend(value.length)
  const kept = value.filter((element) => !test(element))
  if (kept.length !== value.length) write(document, path, kept)
}

const pull: ModifierCompiler = (operand, { collation }) => {
  const test = pullTest(operand, collation)
  return (document, path) => removing('$pull', document, path, test)
}

const pullAll: ModifierCompiler = (operand, { collation }) => {
  if (!Array.isArray(operand))
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`)
  const removed = new ValueSet(collation)
  for (const value of operand) removed.add(value)
  return (document, path) => removing('$pullAll', document, path, (element) => removed.has(element))
}

const pop: ModifierCompiler = (operand) => {
  const end = isNumeric(operand) ? toInteger(operand) : undefined
  if (end !== 1n && end !== -1n) {
    throw new MongoError(9, `$pop expects 1 or -1, found: ${String(end ?? typeName(operand))}`)
  }
  return (document, path) => {
    const value = read(document, path)
    if (value === undefined) return
    if (!Array.isArray(value))
      throw typeMismatch(
        `Path '${path.join('.')}' contains an element of non-array type '${typeName(value)}'`
      )
    write(document, path, end === 1n ? value.slice(0, -1) : value.slice(1))
  }
}

export const arrayModifiers: Record<string, ModifierCompiler> = {
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
}
