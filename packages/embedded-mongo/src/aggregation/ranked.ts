import type { Collation } from '../bson/collation.ts'
import { compare } from '../bson/compare.ts'
import { isNaNValue, toDouble } from '../bson/numbers.ts'
import { isNumeric, type Doc, type Value } from '../bson/types.ts'
import { MongoError } from '../errors.ts'
import { RUN_LENGTH, sortedInSteps } from '../merge_sort.ts'
import type { Steps } from '../pause.ts'
import { compileSort, sortKey, type SortPart } from '../query/sort.ts'
import type { AccumulatorFactory } from './accumulator.ts'
import { compileExpression } from './expression.ts'
import { integerOf, isNullish, namedOperands } from './operator.ts'
import { percentilesOf } from './operators/statistics.ts'
import type { Scope } from './scope.ts'

/*
 * Accumulators that select some of the values, mostly by a sort order: `$firstN` and similar,
 * `$top`, `$bottom` and the percentiles.
 */

type Maybe = Value | undefined

/** Selects the first items in sort order. If few are requested, only few are held in memory. */
class Leaders<T> {
  private items: T[] = []
  private readonly order: (a: T, b: T) => number

  constructor(order: (a: T, b: T) => number) {
    this.order = order
  }

  add(item: T, wanted: number): void {
    this.items.push(item)
    if (wanted > RUN_LENGTH || this.items.length < 2 * RUN_LENGTH) return
    this.items = this.items.sort(this.order).slice(0, wanted)
  }

  *inOrder(wanted: number): Steps<T[]> {
    return (yield* sortedInSteps(this.items, this.order)).slice(0, wanted)
  }
}

/** Compiles `$firstN`, `$lastN`, `$minN` and `$maxN`. */
export function someOf(
  name: string,
  spec: Value,
  collation: Collation | undefined
): AccumulatorFactory {
  const members = namedOperands(name, spec, { required: ['n', 'input'] })
  const evaluate = compileExpression(members.get('input'), { collation })
  const count = compileExpression(members.get('n'), { collation })
  const byPlace = name === '$firstN' || name === '$lastN'
  return () => {
    const wanted = wantedBy(name, count)
    const chosen = byPlace ? placed(name === '$lastN') : valued(name === '$maxN', collation)
    return {
      add: (scope) => chosen.add(evaluate(scope), wanted.by(scope)),
      result: () => chosen.result(wanted.count),
    }
  }
}

interface Chosen {
  add(value: Maybe, wanted: number): void
  result(wanted: number): Steps<Value[]>
}

function placed(last: boolean): Chosen {
  let values: Value[] = []
  return {
    add(value, wanted) {
      if (!last && values.length >= wanted) return
      values.push(value ?? null)
      if (last && values.length >= 2 * wanted + RUN_LENGTH) values = values.slice(-wanted)
    },
    *result(wanted) {
      return last ? values.slice(-wanted) : values
    },
  }
}

function valued(descending: boolean, collation: Collation | undefined): Chosen {
  const sign = descending ? -1 : 1
  const leaders = new Leaders<Value>((a, b) => sign * compare(a, b, collation))
  return {
    add(value, wanted) {
      if (!isNullish(value)) leaders.add(value, wanted)
    },
    result: (wanted) => leaders.inOrder(wanted),
  }
}

/** Reads the number of values to keep from a group's first document. */
function wantedBy(name: string, evaluate: (scope: Scope) => Maybe) {
  return {
    count: 0,
    by(scope: Scope): number {
      this.count ||= positive(name, evaluate(scope))
      return this.count
    },
  }
}

function positive(name: string, value: Maybe): number {
  const count = integerOf(name, value, 5787902)
  if (count <= 0) throw new MongoError(5787908, `'n' must be greater than 0, found ${count}`)
  return count
}

interface Ranked {
  key: Maybe[]
  value: Value
}

/** Compiles `$top`, `$bottom` and their `N` forms, which select values by a sort order of the documents. */
export function byOrder(
  name: string,
  spec: Value,
  collation: Collation | undefined
): AccumulatorFactory {
  const single = name === '$top' || name === '$bottom'
  const fromEnd = name.startsWith('$bottom')
  const members = namedOperands(name, spec, {
    required: single ? ['sortBy', 'output'] : ['n', 'sortBy', 'output'],
  })
  const parts = compileSort(members.get('sortBy') as Doc)
  const output = compileExpression(members.get('output'), { collation })
  const count = compileExpression(members.get('n') ?? 1, { collation })
  const order = orderOf(parts, collation)
  return () => {
    const wanted = wantedBy(name, count)
    const leaders = new Leaders<Ranked>(fromEnd ? (a, b) => order(b, a) : order)
    return {
      add(scope) {
        const key = sortKey(scope.root, parts, collation)
        leaders.add({ key, value: output(scope) ?? null }, wanted.by(scope))
      },
      *result() {
        const chosen = (yield* leaders.inOrder(wanted.count)).map(({ value }) => value)
        if (single) return chosen[0] ?? null
        return fromEnd ? chosen.reverse() : chosen
      },
    }
  }
}

const orderOf = (parts: SortPart[], collation: Collation | undefined) => (a: Ranked, b: Ranked) => {
  for (const [at, { descending }] of parts.entries()) {
    const order = compare(a.key[at], b.key[at], collation)
    if (order !== 0) return descending ? -order : order
  }
  return 0
}

/** Compiles `$median` and `$percentile`. */
export function percentile(
  name: string,
  spec: Value,
  collation: Collation | undefined
): AccumulatorFactory {
  const median = name === '$median'
  const members = namedOperands(name, spec, {
    required: median ? ['input', 'method'] : ['input', 'p', 'method'],
  })
  const shares = median ? [0.5] : ((members.get('p') ?? []) as Value[]).map(Number)
  const evaluate = compileExpression(members.get('input'), { collation })
  return () => {
    const numbers: number[] = []
    return {
      add(scope) {
        const value = evaluate(scope)
        if (isNumeric(value) && !isNaNValue(value)) numbers.push(toDouble(value))
      },
      *result() {
        const ordered = yield* sortedInSteps(numbers, (a, b) => a - b)
        const found = percentilesOf(ordered, shares) as Value[]
        return median ? found[0] : found
      },
    }
  }
}
