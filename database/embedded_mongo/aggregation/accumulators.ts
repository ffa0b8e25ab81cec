import type { Collation } from '../bson/collation.ts'
import { compare } from '../bson/compare.ts'
import { identity } from '../bson/key_encoding.ts'
import { calculate, divide } from '../bson/numbers.ts'
import {
  isDoc,
  isNumeric,
  typeName,
  type Doc,
  type NumericValue,
  type Value,
} from '../bson/types.ts'
import { MongoError, notSupported } from '../errors.ts'
import { compileSort, sortKey, type SortPart } from '../query/sort.ts'
import { compileExpression } from './expression.ts'
import { integerOf, isNullish, namedOperands, type Evaluate } from './operator.ts'
import { deviationOf, percentilesOf } from './operators/statistics.ts'
import type { Scope } from './scope.ts'

type Maybe = Value | undefined

/** What gathers one field of a group. */
export interface Accumulator {
  add(scope: Scope): void
  result(): Maybe
}

export type AccumulatorFactory = () => Accumulator

/** Gathers the values of one expression. */
function gathering(
  evaluate: Evaluate,
  start: () => { add(value: Maybe): void; result(): Maybe }
): AccumulatorFactory {
  return () => {
    const state = start()
    return { add: (scope) => state.add(evaluate(scope)), result: () => state.result() }
  }
}

function sum() {
  let total: NumericValue = 0
  return {
    add(value: Maybe) {
      if (isNumeric(value)) total = calculate('+', total, value)
    },
    result: () => total,
  }
}

function average() {
  let total: NumericValue = 0
  let count = 0
  return {
    add(value: Maybe) {
      if (!isNumeric(value)) return
      total = calculate('+', total, value)
      count++
    },
    result: () => (count === 0 ? null : divide(total, count)),
  }
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

/** All values in their order, to be worked on in the end. */
const list = (keepsMissing: boolean, finish: (values: Value[]) => Maybe) => () => {
  const values: Value[] = []
  return {
    add(value: Maybe) {
      if (value !== undefined) values.push(value)
      else if (keepsMissing) values.push(null)
    },
    result: () => finish(values),
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

/** `$firstN` and its relatives: `n` values chosen from all of them. */
function someOf(
  name: string,
  spec: Value,
  collation: Collation | undefined,
  choose: (values: Value[], count: number) => Value[]
): AccumulatorFactory {
  const members = namedOperands(name, spec, { required: ['n', 'input'] })
  const evaluate = compileExpression(members.get('input'), { collation })
  const count = compileExpression(members.get('n'), { collation })
  const dropsNullish = name === '$minN' || name === '$maxN'
  return () => {
    const values: Value[] = []
    let wanted = 0
    return {
      add(scope) {
        wanted ||= positive(name, count(scope))
        const value = evaluate(scope)
        if (!dropsNullish || !isNullish(value)) values.push(value ?? null)
      },
      result: () => choose(values, wanted),
    }
  }
}

function positive(name: string, value: Maybe): number {
  const count = integerOf(name, value, 5787902)
  if (count <= 0) throw new MongoError(5787908, `'n' must be greater than 0, found ${count}`)
  return count
}

/** `$top`, `$bottom` and their `N` forms: values chosen by an order of their documents. */
function byOrder(name: string, spec: Value, collation: Collation | undefined): AccumulatorFactory {
  const single = name === '$top' || name === '$bottom'
  const fromEnd = name.startsWith('$bottom')
  const members = namedOperands(name, spec, {
    required: single ? ['sortBy', 'output'] : ['n', 'sortBy', 'output'],
  })
  const parts: SortPart[] = compileSort(members.get('sortBy') as Doc)
  const output = compileExpression(members.get('output'), { collation })
  const count = compileExpression(members.get('n') ?? 1, { collation })
  return () => {
    const entries: { key: Maybe[]; value: Value }[] = []
    let wanted = 0
    return {
      add(scope) {
        wanted ||= positive(name, count(scope))
        entries.push({ key: sortKey(scope.root, parts, collation), value: output(scope) ?? null })
      },
      result() {
        entries.sort((a, b) => {
          for (const [at, { descending }] of parts.entries()) {
            const order = compare(a.key[at], b.key[at], collation)
            if (order !== 0) return descending ? -order : order
          }
          return 0
        })
        const values = entries.map(({ value }) => value)
        const chosen = fromEnd ? values.slice(-wanted) : values.slice(0, wanted)
        return single ? (chosen[0] ?? null) : chosen
      },
    }
  }
}

function percentile(
  name: string,
  spec: Value,
  collation: Collation | undefined
): AccumulatorFactory {
  const median = name === '$median'
  const members = namedOperands(name, spec, {
    required: median ? ['input', 'method'] : ['input', 'p', 'method'],
  })
  const shares = median ? [0.5] : ((members.get('p') ?? []) as Value[]).map(Number)
  const finish = (values: Value[]) => {
    const found = percentilesOf(values, shares) as Value[]
    return median ? found[0] : found
  }
  return gathering(compileExpression(members.get('input'), { collation }), list(false, finish))
}

/** @throws {MongoError} 15952 where there is no such accumulator */
export function compileAccumulator(
  name: string,
  spec: Value,
  collation?: Collation
): AccumulatorFactory {
  const of = (start: () => { add(value: Maybe): void; result(): Maybe }) =>
    gathering(compileExpression(spec, { collation }), start)
  const byValue = (sign: 1 | -1) => (values: Value[], count: number) =>
    values.sort((a, b) => sign * compare(a, b, collation)).slice(0, count)
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
      return of(list(false, (values) => values))
    case '$addToSet':
      return of(set(collation))
    case '$mergeObjects':
      return of(mergedObjects)
    case '$stdDevPop':
      return of(list(false, (values) => deviationOf(values, false)))
    case '$stdDevSamp':
      return of(list(false, (values) => deviationOf(values, true)))
    case '$firstN':
      return someOf(name, spec, collation, (values, count) => values.slice(0, count))
    case '$lastN':
      return someOf(name, spec, collation, (values, count) => values.slice(-count))
    case '$minN':
      return someOf(name, spec, collation, byValue(1))
    case '$maxN':
      return someOf(name, spec, collation, byValue(-1))
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
