import type { Collation } from '../bson/collation.ts'
import { descendingKey } from '../bson/key_encoding.ts'
import type { Doc, Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import type { Index } from '../store/catalog.ts'
import { boundsOf, bytesOf, intersect, inverted, MAX_VALUES, type Bounds } from './bounds.ts'
import { isInexact } from './conditions.ts'
import type { FilterNode } from './filter.ts'
import type { Matcher } from './matcher.ts'
import type { SortPart } from './sort.ts'

/** A range of an index, from `start` (inclusive) to `end` (exclusive). */
export interface Interval {
  start: Buffer
  end: Buffer
}

export interface IndexScan {
  kind: 'index'
  index: Index
  intervals: Interval[]
  reverse: boolean
  /** True if the documents come in the requested order. */
  sorted: boolean
  /** True if all entries in the intervals match the whole filter, so that no document has to be checked. */
  exact: boolean
  /** True if the only interval is a single `_id`. */
  single: boolean
  /** Number of leading index fields restricted to a single value, and the keys of these values. */
  constants: number
  prefix: Buffer
}

export interface PlanRequest {
  matcher: Matcher
  sort?: SortPart[]
  collation?: Collation
  hint?: Value
  /** Inclusive lower and exclusive upper bounds of the index keys, by field. */
  min?: Doc
  max?: Doc
}

export interface Candidate {
  scan: IndexScan
  rank: number
  /** True if the filter restricts the index range. If not, the index is only used for its order. */
  bounded: boolean
}

/** Computes how an index serves the conditions: which ranges must be read and whether it provides the order. */
export function indexScan(index: Index, conditions: FilterNode[], request: PlanRequest): Candidate {
  const used = new Set<FilterNode>()
  let exact = true
  let prefixes: Buffer[] = [Buffer.alloc(0)]
  let intervals: Interval[] | undefined
  let constants = 0
  let prefix: Buffer = Buffer.alloc(0)
  let rank = 0

  for (const [at, { path, descending }] of index.parts.entries()) {
    const bounds = boundsAt(index, path, conditions, used)
    if (!bounds) break
    exact &&= bounds.exact
    rank += bounds.points ? (bounds.ranges.length === 1 ? 10 : 9) : 5
    const ranges = bounds.ranges.map(({ start, end }) =>
      descending ? { start: inverted(end), end: inverted(start) } : { start, end }
    )
    if (descending) ranges.reverse()
    if (prefixes.length * ranges.length > MAX_VALUES) {
      exact = false
      break
    }
    if (bounds.points) {
      if (bounds.ranges.length === 1 && constants === at) {
        constants++
        prefix = Buffer.concat([prefix, ranges[0].start.key])
      }
      prefixes = prefixes.flatMap((one) =>
        ranges.map(({ start }) => Buffer.concat([one, start.key]))
      )
      continue
    }
    intervals = prefixes.flatMap((one) =>
      ranges.map(({ start, end }) => ({
        start: bytesOf({ ...start, key: Buffer.concat([one, start.key]) }),
        end: bytesOf({ ...end, key: Buffer.concat([one, end.key]) }),
      }))
    )
    break
  }
  intervals ??= prefixes.map((one) => ({
    start: one,
    end: one.length === 0 ? Buffer.from([0xff]) : bytesOf({ key: one, after: true }),
  }))
  const bounded = rank > 0
  const order =
    request.collation && index.collation ? undefined : orderOf(index, constants, request.sort ?? [])
  if (order) rank += bounded ? 4 : 1
  if (index.unique && constants === index.parts.length) rank += 100

  const consumed = conditions.every((condition) => used.has(condition))
  const scan: IndexScan = {
    kind: 'index',
    index,
    intervals: request.min || request.max ? withinLimits(index, intervals, request) : intervals,
    reverse: order === 'backward',
    sorted: order !== undefined,
    exact: exact && consumed && !index.collation && !hasArrayIndex(index),
    constants,
    prefix,
    single: index.isId && constants === 1 && !request.min && !request.max,
  }
  return { scan, rank, bounded }
}

/**
 * Returns whether a path contains a number, which may be an array index or a field name. Only the
 * filter can tell which.
 */
const hasArrayIndex = (index: Index) => index.parts.some(({ path }) => /\.\d+(\.|$)/.test(path))

/** Intersects the bounds that all conditions set for one field, as far as a multikey index allows. */
function boundsAt(
  index: Index,
  path: string,
  conditions: FilterNode[],
  used: Set<FilterNode>
): Bounds | undefined {
  let result: Bounds | undefined
  for (const node of conditions) {
    spend()
    if (node.kind !== 'path' || node.path !== path) continue
    let bounds = boundsOf(node.predicate, index.collation)
    if (!bounds) continue
    const isNull = node.predicate.test(undefined)
    if (isInexact(node.predicate) || (index.multikey && isNull)) {
      bounds = { ...bounds, exact: false }
    }
    if (!result) {
      result = bounds
      used.add(node)
    } else if (!index.multikey) {
      result = intersect(result, bounds)
      used.add(node)
    } else if (bounds.points && !result.points) {
      // conditions may match different array elements, so only the narrowest can be used
      result = { ...bounds, exact: false }
    } else {
      result = { ...result, exact: false }
    }
  }
  return result
}

/** Returns whether the index provides the order when read forward or backward, ignoring leading constant fields. */
function orderOf(
  index: Index,
  constants: number,
  sort: SortPart[]
): 'forward' | 'backward' | undefined {
  if (sort.length === 0 || index.multikey || index.collation) return undefined
  const constantPaths = new Set(index.parts.slice(0, constants).map(({ path }) => path))
  let at = 0
  let backward: boolean | undefined
  for (const { path, descending } of sort) {
    if (constantPaths.has(path)) continue
    while (at < constants && index.parts[at].path !== path) at++
    const part = index.parts[at++]
    if (part?.path !== path) return undefined
    const direction = part.descending !== descending
    if (backward !== undefined && backward !== direction) return undefined
    backward = direction
  }
  return backward ? 'backward' : 'forward'
}

function withinLimits(index: Index, intervals: Interval[], { min, max }: PlanRequest): Interval[] {
  const key = (limit: Doc) =>
    Buffer.concat(
      index.parts.map(({ path, descending }) => {
        const bounds = boundsOf(
          { operator: '$eq', operand: limit.get(path) ?? null, reach: 'each', test: () => true },
          index.collation
        ) as Bounds
        const bytes = bounds.ranges[bounds.ranges.length - 1].start.key
        return descending ? descendingKey(bytes) : bytes
      })
    )
  const lower = min && key(min)
  const upper = max && key(max)
  return intervals
    .map(({ start, end }) => ({
      start: lower && Buffer.compare(lower, start) > 0 ? lower : start,
      end: upper && Buffer.compare(upper, end) < 0 ? upper : end,
    }))
    .filter(({ start, end }) => Buffer.compare(start, end) < 0)
}
