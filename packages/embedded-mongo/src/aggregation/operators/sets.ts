import { compare } from '../../bson/compare.ts'
import { identity } from '../../bson/key_encoding.ts'
import { typeName, type Value } from '../../bson/types.ts'
import { spend } from '../../effort.ts'
import { MongoError } from '../../errors.ts'
import { fixed, isNullish, variadic, type Operators } from '../operator.ts'
import { isTruthy } from '../truth.ts'

type Maybe = Value | undefined

function setOf(name: string, value: Maybe, code: number): Map<string, Value> {
  if (!Array.isArray(value))
    throw new MongoError(
      code,
      `All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`
    )
  return new Map(value.map((element) => (spend(6), [identity(element), element])))
}

const ordered = (values: Iterable<Value>) => [...values].sort((a, b) => (spend(), compare(a, b)))

export const setOperators: Operators = {
  $setUnion: variadic((values) => {
    if (values.some(isNullish)) return null
    return ordered(
      new Map(values.flatMap((value) => [...setOf('$setUnion', value, 17043)])).values()
    )
  }),
  $setIntersection: variadic((values) => {
    if (values.some(isNullish)) return null
    const sets = values.map((value) => setOf('$setIntersection', value, 17047))
    if (sets.length === 0) return []
    return ordered(
      [...sets[0]].filter(([key]) => sets.every((set) => set.has(key))).map(([, value]) => value)
    )
  }),
  $setDifference: fixed('$setDifference', 2, (a, b) => {
    if (isNullish(a) || isNullish(b)) return null
    const removed = setOf('$setDifference', b, 17049)
    return [...setOf('$setDifference', a, 17048)]
      .filter(([key]) => !removed.has(key))
      .map(([, value]) => value)
  }),
  $setEquals: variadic((values) => {
    if (values.length < 2)
      throw new MongoError(17045, `$setEquals needs at least two arguments had: ${values.length}`)
    const [first, ...others] = values.map((value) => setOf('$setEquals', value, 17044))
    return others.every(
      (other) => other.size === first.size && [...other.keys()].every((key) => first.has(key))
    )
  }),
  $setIsSubset: fixed('$setIsSubset', 2, (a, b) => {
    const container = setOf('$setIsSubset', b, 17042)
    return [...setOf('$setIsSubset', a, 17046).keys()].every((key) => container.has(key))
  }),
  $allElementsTrue: fixed('$allElementsTrue', 1, (value) => {
    if (!Array.isArray(value))
      throw new MongoError(
        17040,
        `$allElementsTrue's argument must be an array, but is ${typeName(value)}`
      )
    return value.every(isTruthy)
  }),
  $anyElementTrue: fixed('$anyElementTrue', 1, (value) => {
    if (!Array.isArray(value))
      throw new MongoError(
        17041,
        `$anyElementTrue's argument must be an array, but is ${typeName(value)}`
      )
    return value.some(isTruthy)
  }),
}
