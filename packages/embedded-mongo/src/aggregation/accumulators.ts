import type { Collation } from '../bson/collation.ts'
import { compare } from '../bson/compare.ts'
import { identity } from '../bson/key_encoding.ts'
import { NumberSum } from '../bson/number_sum.ts'
import { divide } from '../bson/numbers.ts'
import { isDoc, isNumeric, typeName, type Doc, type Value } from '../bson/types.ts'
import { MongoError, notSupported } from '../errors.ts'
import type { AccumulatorFactory } from './accumulator.ts'
import { compileExpression } from './expression.ts'
import { isNullish, type Evaluate } from './operator.ts'
import { Deviation } from './operators/statistics.ts'
import { byOrder, percentile, someOf } from './ranked.ts'

type Maybe = Value | undefined

/** Builds an accumulator that collects the values of one expression. */
function gathering(
  evaluate: Evaluate,
  start: () => { add(value: Maybe): void; result(): Maybe }
): AccumulatorFactory {
  return () => {
    const state = start()
    return {
      add: (scope) => state.add(evaluate(scope)),
      *result() {
        return state.result()
      },
    }
  }
}

function sum() {
  const total = new NumberSum()
  return {
    add(value: Maybe) {
      if (isNumeric(value)) total.add(value)
    },
    result: () => total.result(),
  }
}

function average() {
  const total = new NumberSum()
  let count = 0
  return {
    add(value: Maybe) {
      if (!isNumeric(value)) return
      total.add(value)
      count++
    },
    result: () => (count === 0 ? null : divide(total.result(), count)),
  }
}

const deviation = (sample: boolean) => () => {
  const state = new Deviation()
  return { add: (value: Maybe) => state.add(value), result: () => state.result(sample) }
}

const extreme = (sign: 1 | -1, collation?: Collation) => () => {
  let best: Maybe
  return {
    add(value: Maybe) {
      if (isNullish(value)) return
      if (best === undefined || sign * compare(value, best, collation) > 0) best = value
    },
    result: () => best ?? null,
  }
}

function first() {
  let value: Maybe
  let seen = false
  return {
    add(next: Maybe) {
      if (!seen) value = next
      seen = true
    },
    result: () => value ?? null,
  }
}

function last() {
  let value: Maybe
  return {
    add(next: Maybe) {
      value = next
    },
    result: () => value ?? null,
  }
}

/** Collects all values in input order. */
function list() {
  const values: Value[] = []
  return {
    add(value: Maybe) {
      if (value !== undefined) values.push(value)
    },
    result: () => values,
  }
}

const set = (collation?: Collation) => () => {
  const values = new Map<string, Value>()
  return {
    add(value: Maybe) {
      if (value === undefined) return
      const key = identity(value, collation)
      if (!values.has(key)) values.set(key, value)
    },
    result: () => [...values.values()],
  }
}

function mergedObjects() {
  const result: Doc = new Map()
  return {
    add(value: Maybe) {
      if (isNullish(value)) return
      if (!isDoc(value))
        throw new MongoError(
          40400,
          `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`
        )
      for (const [name, member] of value) result.set(name, member)
    },
    result: () => result,
  }
}

/** @throws {MongoError} 15952 if the accumulator is unknown */
export function compileAccumulator(
  name: string,
  spec: Value,
  collation?: Collation
): AccumulatorFactory {
  const of = (start: () => { add(value: Maybe): void; result(): Maybe }) =>
    gathering(compileExpression(spec, { collation }), start)
  switch (name) {
    case '$sum':
      return of(sum)
    case '$count':
      return gathering(() => 1, sum)
    case '$avg':
      return of(average)
    case '$min':
      return of(extreme(-1, collation))
    case '$max':
      return of(extreme(1, collation))
    case '$first':
      return of(first)
    case '$last':
      return of(last)
    case '$push':
      return of(list)
    case '$addToSet':
      return of(set(collation))
    case '$mergeObjects':
      return of(mergedObjects)
    case '$stdDevPop':
      return of(deviation(false))
    case '$stdDevSamp':
      return of(deviation(true))
    case '$firstN':
    case '$lastN':
    case '$minN':
    case '$maxN':
      return someOf(name, spec, collation)
    case '$top':
    case '$bottom':
    case '$topN':
    case '$bottomN':
      return byOrder(name, spec, collation)
    case '$median':
    case '$percentile':
      return percentile(name, spec, collation)
    case '$accumulator':
      throw notSupported(name)
    default:
      throw new MongoError(15952, `unknown group operator '${name}'`)
  }
}
