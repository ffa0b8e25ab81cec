import { compare, equal } from '../../bson/compare.ts'
import { isDoc, typeName, type Doc, type Value } from '../../bson/types.ts'
import { spend } from '../../effort.ts'
import { MongoError } from '../../errors.ts'
import { compileSort, sortKey } from '../../query/sort.ts'
import {
  arrayOf,
  fixed,
  integerOf,
  isNullish,
  namedOperands,
  operandsOf,
  variadic,
  type Compiler,
  type Operator,
  type Operators,
} from '../operator.ts'
import { Scope } from '../scope.ts'
import { isTruthy } from '../truth.ts'

type Maybe = Value | undefined

/** An array of this length would not fit into a reply. */
const MAX_LENGTH = 1_250_000

/** Compiles the parts that `$map` and `$filter` share: an input array, and a body evaluated for each element. */
function overElements(
  name: string,
  bodyName: string,
  optional: string[],
  combine: (input: Value[], body: (element: Value) => Maybe, limit: Maybe) => Maybe
): Operator {
  return (operand, compiler) => {
    const members = namedOperands(name, operand, { required: ['input', bodyName], optional })
    const input = compiler.compile(members.get('input') as Value)
    const as = (members.get('as') as string | undefined) ?? 'this'
    const body = compiler.compile(members.get(bodyName) as Value)
    const limit = members.has('limit') ? compiler.compile(members.get('limit') as Value) : undefined
    return (scope) => {
      const array = input(scope)
      if (isNullish(array)) return null
      if (!Array.isArray(array)) {
        throw new MongoError(
          name === '$map' ? 16883 : 28651,
          `input to ${name} must be an array not ${typeName(array)}`
        )
      }
      const evaluate = (element: Value) => {
        spend()
        return body(scope.with(as, element))
      }
      return combine(array, evaluate, limit?.(scope))
    }
  }
}

function elementAt(array: Maybe, position: Maybe): Maybe {
  if (isNullish(array) || isNullish(position)) return null
  const list = arrayOf('$arrayElemAt', array, 28689)
  const index = integerOf('$arrayElemAt', position, 28691)
  return list[index < 0 ? list.length + index : index]
}

function first(name: string, pick: (array: Value[]) => Maybe): Operator {
  return fixed(name, 1, (value) => (isNullish(value) ? null : pick(arrayOf(name, value, 28689))))
}

function firstN(name: string, pick: (array: Value[], count: number) => Value[]): Operator {
  return (operand, compiler) => {
    const members = namedOperands(name, operand, { required: ['n', 'input'] })
    const count = compiler.compile(members.get('n') as Value)
    const input = compiler.compile(members.get('input') as Value)
    return (scope) => {
      const n = integerOf(name, count(scope), 5787902)
      if (n <= 0) throw new MongoError(5787908, `'n' must be greater than 0, found ${n}`)
      const array = input(scope)
      return isNullish(array) ? null : pick(arrayOf(name, array, 5788200), n)
    }
  }
}

function slice(array: Maybe, position: Maybe, count: Maybe): Maybe {
  if (isNullish(array) || isNullish(position) || count === null) return null
  if (!Array.isArray(array)) {
    throw new MongoError(
      28724,
      `First argument to $slice must be an array, but is of type: ${typeName(array)}`
    )
  }
  const n = integerOf('$slice', position, 28726)
  if (count === undefined) return n >= 0 ? array.slice(0, n) : array.slice(n)
  const length = integerOf('$slice', count, 28728)
  if (length <= 0)
    throw new MongoError(28729, `Third argument to $slice must be positive: ${length}`)
  const start = n >= 0 ? n : Math.max(0, array.length + n)
  return array.slice(start, start + length)
}

function range(start: Maybe, end: Maybe, step: Maybe): Maybe {
  const from = integerOf('$range', start, 34444)
  const to = integerOf('$range', end, 34446)
  const by = step === undefined ? 1 : integerOf('$range', step, 34448)
  if (by === 0) throw new MongoError(34449, '$range requires a non-zero step value')
  if ((to - from) / by > MAX_LENGTH) throw new MongoError(10334, 'the result of $range is too long')
  spend((to - from) / by / 8)
  const result: Value[] = []
  for (let value = from; by > 0 ? value < to : value > to; value += by) result.push(value)
  return result
}

const reduce: Operator = (operand, compiler) => {
  const members = namedOperands('$reduce', operand, { required: ['input', 'initialValue', 'in'] })
  const input = compiler.compile(members.get('input') as Value)
  const initial = compiler.compile(members.get('initialValue') as Value)
  const body = compiler.compile(members.get('in') as Value)
  return (scope) => {
    const array = input(scope)
    if (isNullish(array)) return null
    if (!Array.isArray(array))
      throw new MongoError(
        40080,
        `$reduce requires that 'input' be an array, found: ${typeName(array)}`
      )
    const variables = new Map(scope.variables)
    let value = initial(scope)
    for (const element of array) {
      spend()
      variables.set('this', element).set('value', value)
      value = body(new Scope(scope.root, variables))
    }
    return value
  }
}

const zip: Operator = (operand, compiler) => {
  const members = namedOperands('$zip', operand, {
    required: ['inputs'],
    optional: ['useLongestLength', 'defaults'],
  })
  const inputs = compiler.compile(members.get('inputs') as Value)
  const longest = members.get('useLongestLength') === true
  const defaults = compiler.compile(members.get('defaults') ?? null)
  return (scope) => {
    const arrays = arrayOf('$zip', inputs(scope), 34461)
    if (arrays.some(isNullish)) return null
    const lists = arrays.map((array) => arrayOf('$zip', array, 34468))
    const fill = (defaults(scope) ?? []) as Value[]
    const lengths = lists.map((list) => list.length)
    const length = longest ? Math.max(...lengths) : Math.min(...lengths)
    spend((length * lists.length) / 8)
    return Array.from({ length }, (_, at) =>
      lists.map((list, which) => list[at] ?? fill[which] ?? null)
    )
  }
}

const sortArray: Operator = (operand, compiler) => {
  const members = namedOperands('$sortArray', operand, { required: ['input', 'sortBy'] })
  const input = compiler.compile(members.get('input') as Value)
  const sortBy = members.get('sortBy') as Value
  return (scope) => {
    const array = input(scope)
    if (isNullish(array)) return null
    return sorted(arrayOf('$sortArray', array, 2942504), sortBy, compiler)
  }
}

/** Sorts by the elements themselves (1 or -1) or by their fields. */
export function sorted(
  array: Value[],
  sortBy: Value,
  { collation }: { collation?: Compiler['collation'] }
) {
  if (!isDoc(sortBy)) {
    const direction = integerOf('$sortArray', sortBy, 2942507)
    return [...array].sort((a, b) => (spend(), direction * compare(a, b, collation)))
  }
  const parts = compileSort(sortBy)
  const keyed = array.map((element) => ({
    element,
    key: isDoc(element) ? sortKey(element, parts, collation) : [],
  }))
  keyed.sort((a, b) => {
    spend(2)
    for (const [at, part] of parts.entries()) {
      const order = compare(a.key[at], b.key[at], collation)
      if (order !== 0) return part.descending ? -order : order
    }
    return 0
  })
  return keyed.map(({ element }) => element)
}

export const arrayOperators: Operators = {
  $arrayElemAt: fixed('$arrayElemAt', 2, elementAt),
  $first: first('$first', (array) => array[0]),
  $last: first('$last', (array) => array[array.length - 1]),
  $firstN: firstN('$firstN', (array, count) => array.slice(0, count)),
  $lastN: firstN('$lastN', (array, count) => array.slice(-count)),
  $minN: firstN('$minN', (array, count) =>
    sorted(
      array.filter((one) => (spend(), !isNullish(one))),
      1,
      {}
    ).slice(0, count)
  ),
  $maxN: firstN('$maxN', (array, count) =>
    sorted(
      array.filter((one) => (spend(), !isNullish(one))),
      -1,
      {}
    ).slice(0, count)
  ),
  $concatArrays: variadic((values) => {
    if (values.some(isNullish)) return null
    const lists = values.map((value) => arrayOf('$concatArrays', value, 28664))
    const length = lists.reduce((sum, list) => sum + list.length, 0)
    if (length > MAX_LENGTH) throw new MongoError(10334, 'the result of $concatArrays is too long')
    const result: Value[] = []
    for (const list of lists) for (const element of list) (spend(), result.push(element))
    return result
  }),
  $filter: overElements('$filter', 'cond', ['as', 'limit'], (input, body, limit) => {
    const most = isNullish(limit) ? Number.POSITIVE_INFINITY : integerOf('$filter', limit, 327391)
    const kept: Value[] = []
    for (const element of input) {
      if (kept.length >= most) break
      if (isTruthy(body(element))) kept.push(element)
    }
    return kept
  }),
  $map: overElements('$map', 'in', ['as'], (input, body) =>
    input.map((element) => body(element) ?? null)
  ),
  $reduce: reduce,
  $in: (operand, compiler) => {
    const [value, array] = operandsOf(operand).map((part) => compiler.compile(part))
    if (!array)
      throw new MongoError(16020, 'Expression $in takes exactly 2 arguments. 1 were passed in.')
    return (scope) => {
      const list = array(scope)
      if (!Array.isArray(list)) {
        throw new MongoError(
          40081,
          `$in requires an array as a second argument, found: ${typeName(list)}`
        )
      }
      const wanted = value(scope)
      return list.some(
        (element) => (spend(), wanted !== undefined && equal(element, wanted, compiler.collation))
      )
    }
  },
  $indexOfArray: fixed('$indexOfArray', [2, 4], (array, wanted, start, end) => {
    if (isNullish(array)) return null
    const list = arrayOf('$indexOfArray', array, 40090)
    const from = start === undefined ? 0 : integerOf('$indexOfArray', start)
    const to =
      end === undefined ? list.length : Math.min(list.length, integerOf('$indexOfArray', end))
    for (let at = from; at < to; at++) {
      spend()
      if (equal(list[at], wanted)) return at
    }
    return -1
  }),
  $isArray: fixed('$isArray', 1, (value) => Array.isArray(value)),
  $size: fixed('$size', 1, (value) => {
    if (Array.isArray(value)) return value.length
    throw new MongoError(
      17124,
      `The argument to $size must be an array, but was of type: ${typeName(value)}`
    )
  }),
  $slice: fixed('$slice', [2, 3], slice),
  $range: fixed('$range', [2, 3], range),
  $reverseArray: fixed('$reverseArray', 1, (value) =>
    isNullish(value) ? null : [...arrayOf('$reverseArray', value, 34435)].reverse()
  ),
  $sortArray: sortArray,
  $zip: zip,
  $arrayToObject: fixed('$arrayToObject', 1, (value) => {
    if (isNullish(value)) return null
    const result: Doc = new Map()
    for (const entry of arrayOf('$arrayToObject', value, 40386)) {
      const [name, member] = isDoc(entry)
        ? [entry.get('k'), entry.get('v')]
        : (arrayOf('$arrayToObject', entry, 40398) as [Maybe, Maybe])
      if (typeof name !== 'string')
        throw new MongoError(
          40394,
          `$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${typeName(name)}`
        )
      result.set(name, member ?? null)
    }
    return result
  }),
}
