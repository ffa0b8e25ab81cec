import { sorted } from '../aggregation/operators/arrays.ts'
import type { Collation } from '../bson/collation.ts'
import { equal } from '../bson/compare.ts'
import { toInteger } from '../bson/numbers.ts'
import { ValueSet } from '../bson/value_set.ts'
import { spend } from '../effort.ts'
import { BSONRegExp, isDoc, isNumeric, typeName, type Doc, type Value } from '../bson/types.ts'
import { badValue, MongoError, typeMismatch } from '../errors.ts'
import { compileFilter } from '../query/matcher.ts'
import { isOperatorDoc } from '../query/predicates.ts'
import type { Steps } from '../pause.ts'
import type { ModifierCompiler } from './modifier.ts'
import type { Draft } from './draft.ts'
import { readArray } from './path.ts'

function integerOf(name: string, value: Value): number {
  const integer = isNumeric(value) ? toInteger(value) : undefined
  if (integer === undefined)
    throw badValue(
      `The value for ${name} must be an integer value but was given type: ${typeName(value)}`
    )
  return Number(integer)
}

/** Returns the values of the `$each` form, or the single value. */
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
  return (draft, path) => {
    let array = readArray('$push', draft.document, path) ?? []
    spend((array.length + values.length) / 8)
    const at =
      position === undefined
        ? array.length
        : position < 0
          ? Math.max(0, array.length + position)
          : position
    array = array.slice(0, at).concat(values, array.slice(at))
    if (order !== undefined) array = sorted(array, order, { collation })
    if (limit !== undefined) array = limit >= 0 ? array.slice(0, limit) : array.slice(limit)
    draft.write(path, array)
  }
}

/** Number of array elements processed in one step. */
const ELEMENTS_AT_ONCE = 256

/** Builds a set of an array's values. */
function* setOf(values: Value[], collation?: Collation): Steps<ValueSet> {
  const set = new ValueSet(collation)
  for (const [at, value] of values.entries()) {
    set.add(value)
    if (at % ELEMENTS_AT_ONCE === ELEMENTS_AT_ONCE - 1) yield
  }
  return set
}

const addToSet: ModifierCompiler = (operand, { collation }) => {
  const { values } = valuesOf('$addToSet', operand)
  return function* (draft, path) {
    const before = draft.read(path)
    if (before !== undefined && !Array.isArray(before)) {
      throw badValue(
        `Cannot apply $addToSet to non-array field. Field named '${path.at(-1)}' has non-array type ${typeName(before)}`
      )
    }
    const known = yield* setOf(before ?? [], collation)
    const added: Value[] = []
    for (const [at, value] of values.entries()) {
      if (at % ELEMENTS_AT_ONCE === ELEMENTS_AT_ONCE - 1) yield
      if (known.has(value)) continue
      known.add(value)
      added.push(value)
    }
    if (before === undefined || added.length > 0) draft.write(path, [...(before ?? []), ...added])
  }
}

/** Compiles the test for elements that `$pull` removes: those that match a filter, or that are equal to a value. */
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

function* removing(
  operator: string,
  draft: Draft,
  path: readonly string[],
  test: (element: Value) => boolean
): Steps {
  const value = draft.read(path)
  if (value === undefined) return
  if (!Array.isArray(value)) throw badValue(`Cannot apply ${operator} to a non-array value`)
  const kept: Value[] = []
  for (const [at, element] of value.entries()) {
    if (!test(element)) kept.push(element)
    if (at % ELEMENTS_AT_ONCE === ELEMENTS_AT_ONCE - 1) yield
  }
  if (kept.length !== value.length) draft.write(path, kept)
}

const pull: ModifierCompiler = (operand, { collation }) => {
  const test = pullTest(operand, collation)
  return (draft, path) => removing('$pull', draft, path, test)
}

const pullAll: ModifierCompiler = (operand, { collation }) => {
  if (!Array.isArray(operand))
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`)
  let removed: ValueSet | undefined
  return function* (draft, path) {
    const values = (removed ??= yield* setOf(operand, collation))
    yield* removing('$pullAll', draft, path, (element) => values.has(element))
  }
}

const pop: ModifierCompiler = (operand) => {
  const end = isNumeric(operand) ? toInteger(operand) : undefined
  if (end !== 1n && end !== -1n) {
    throw new MongoError(9, `$pop expects 1 or -1, found: ${String(end ?? typeName(operand))}`)
  }
  return (draft, path) => {
    const value = draft.read(path)
    if (value === undefined) return
    if (!Array.isArray(value))
      throw typeMismatch(
        `Path '${path.join('.')}' contains an element of non-array type '${typeName(value)}'`
      )
    draft.write(path, end === 1n ? value.slice(0, -1) : value.slice(1))
  }
}

export const arrayModifiers: Record<string, ModifierCompiler> = {
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
}
