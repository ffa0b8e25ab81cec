import type { Collation } from '../bson/collation.ts'
import { Rank, rankOf } from '../bson/compare.ts'
import { descendingKey, encodeKey, keyAfter } from '../bson/key_encoding.ts'
import { isNaNValue } from '../bson/numbers.ts'
import { BSONRegExp, BSONSymbol, isDoc, isNumeric, Undefined, type Value } from '../bson/types.ts'
import type { Predicate } from './filter.ts'
import { literalPrefix } from './regex.ts'

/** A position between keys: before or after all keys with this prefix. */
export interface Position {
  key: Buffer
  after: boolean
}

export interface Range {
  start: Position
  end: Position
}

/** The key ranges to which a predicate restricts a field. */
export interface Bounds {
  ranges: Range[]
  /** True if every range is a single value. */
  points: boolean
  /** True if every entry within the ranges satisfies the predicate. */
  exact: boolean
}

const before = (key: Buffer): Position => ({ key, after: false })
const behind = (key: Buffer): Position => ({ key, after: true })

export const bytesOf = ({ key, after }: Position) => (after ? keyAfter(key) : key)

/** Converts a position for descending order: bytes inverted, sides swapped. */
export const inverted = ({ key, after }: Position): Position => ({
  key: descendingKey(key),
  after: !after,
})

const point = (key: Buffer): Range => ({ start: before(key), end: behind(key) })

const rankKey = (rank: number) => Buffer.from([rank])

/** Longer lists are not looked up value by value: scanning all entries is as fast. */
export const MAX_VALUES = 5000

/** All numbers except NaN, which is distinguished by the byte after the rank. */
const REAL_NUMBERS: Range = {
  start: before(Buffer.from([Rank.number, 0x02])),
  end: behind(rankKey(Rank.number)),
}

const ALL: Range = { start: before(rankKey(0x01)), end: behind(rankKey(0xfe)) }

const UNDEFINED_KEY = encodeKey(Undefined.value)
const NULL_KEY = encodeKey(null)

/** Returns the key ranges that contain all matches of the predicate, or `undefined` if it does not restrict them. */
export function boundsOf(predicate: Predicate, collation?: Collation): Bounds | undefined {
  const { operator, operand } = predicate
  if (predicate.reach === 'whole') {
    if (operator === '$exists' && operand === true)
      return { ranges: [ALL], points: false, exact: false }
    return undefined
  }
  if (collation && operator !== '$eq' && operator !== '$in' && holdsText(operand)) return undefined
  switch (operator) {
    case '$eq':
      return equalTo(operand, collation)
    case '$in':
      return inList(operand as Value[], collation)
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return comparison(operator, operand)
    case '$regex':
      return collation ? undefined : prefixed(operand as BSONRegExp)
    default:
      return undefined
  }
}

function equalTo(operand: Value, collation?: Collation): Bounds {
  if (operand === null) {
    return { ranges: [point(UNDEFINED_KEY), point(NULL_KEY)], points: true, exact: true }
  }
  const whole = point(encodeKey(operand, collation))
  if (!Array.isArray(operand)) return { ranges: [whole], points: true, exact: true }
  // an array is indexed by its elements; a nested array is indexed as a whole
  const first = operand.length > 0 ? encodeKey(operand[0], collation) : UNDEFINED_KEY
  return { ranges: sorted([whole, point(first)]), points: true, exact: false }
}

function inList(operands: Value[], collation?: Collation): Bounds | undefined {
  if (operands.length > MAX_VALUES) return undefined
  const parts: Bounds[] = []
  for (const operand of operands) {
    const part =
      operand instanceof BSONRegExp
        ? collation
          ? undefined
          : prefixed(operand)
        : equalTo(operand, collation)
    if (!part) return undefined
    parts.push(part)
  }
  return {
    ranges: merged(sorted(parts.flatMap(({ ranges }) => ranges))),
    points: parts.every(({ points }) => points),
    exact: parts.every(({ exact }) => exact),
  }
}

function comparison(operator: string, operand: Value): Bounds | undefined {
  const rank = rankOf(operand)
  const inclusive = operator.endsWith('e')
  if (operand === null) return inclusive ? equalTo(null) : { ranges: [], points: true, exact: true }
  if (Array.isArray(operand)) return undefined
  if (isNumeric(operand) && isNaNValue(operand)) {
    return inclusive ? equalTo(operand) : { ranges: [], points: true, exact: true }
  }
  const key = encodeKey(operand)
  const unbounded = rank === Rank.minKey || rank === Rank.maxKey
  const type: Range = unbounded
    ? ALL
    : rank === Rank.number
      ? REAL_NUMBERS
      : { start: before(rankKey(rank)), end: behind(rankKey(rank)) }
  const range: Range = operator.startsWith('$gt')
    ? { start: inclusive ? before(key) : behind(key), end: type.end }
    : { start: type.start, end: inclusive ? behind(key) : before(key) }
  return { ranges: [range], points: false, exact: !unbounded && !isDoc(operand) }
}

/**
 * Returns the bounds of strings with the pattern's literal prefix, and of the same regular
 * expression stored as a value.
 */
function prefixed(regex: BSONRegExp): Bounds {
  const prefix = encodeKey(literalPrefix(regex)).subarray(0, -1)
  const texts: Range = { start: before(prefix), end: behind(prefix) }
  return { ranges: sorted([texts, point(encodeKey(regex))]), points: false, exact: false }
}

function holdsText(value: Value): boolean {
  if (typeof value === 'string' || value instanceof BSONSymbol) return true
  if (Array.isArray(value)) return value.some(holdsText)
  return isDoc(value) && [...value.values()].some(holdsText)
}

const comparePositions = (a: Position, b: Position) =>
  !a.after && !b.after ? Buffer.compare(a.key, b.key) : Buffer.compare(bytesOf(a), bytesOf(b))

const sorted = (ranges: Range[]) => ranges.sort((a, b) => comparePositions(a.start, b.start))

/** Removes ranges contained in other ranges. */
function merged(ranges: Range[]): Range[] {
  const result: Range[] = []
  for (const range of ranges) {
    const last = result.at(-1)
    if (last && comparePositions(range.start, last.end) < 0) {
      if (comparePositions(range.end, last.end) > 0) last.end = range.end
    } else {
      result.push({ ...range })
    }
  }
  return result
}

/** Intersects two bounds. */
export function intersect(a: Bounds, b: Bounds): Bounds {
  const ranges: Range[] = []
  for (const one of a.ranges) {
    for (const other of b.ranges) {
      const start = comparePositions(one.start, other.start) >= 0 ? one.start : other.start
      const end = comparePositions(one.end, other.end) <= 0 ? one.end : other.end
      if (comparePositions(start, end) < 0) ranges.push({ start, end })
    }
  }
  return { ranges: sorted(ranges), points: a.points || b.points, exact: a.exact && b.exact }
}
