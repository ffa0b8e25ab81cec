import type { Collation } from '../bson/collation.ts'
import { compare } from '../bson/compare.ts'
import { display } from '../bson/display.ts'
import { BSONSymbol, isDoc, isNumeric, type Doc, type Value } from '../bson/types.ts'
import { toDouble } from '../bson/numbers.ts'
import { badValue } from '../errors.ts'
import type { Collection, Index } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import { boundsOf, bytesOf, intersect, inverted, type Bounds } from './bounds.ts'
import type { FilterNode, PathNode, Predicate } from './filter.ts'
import { compileFilter, type Matcher } from './matcher.ts'
import { countEntries } from './scan.ts'
import type { SortPart } from './sort.ts'

/** A stretch of an index, from `start` up to, not including, `end`. */
export interface Interval {
  start: Buffer
  end: Buffer
}

export interface IndexScan {
  kind: 'index'
  index: Index
  intervals: Interval[]
  reverse: boolean
  /** Whether the documents come in the order that was asked for. */
  sorted: boolean
  /** Whether what lies in the intervals matches the whole filter, so that no document need be looked at. */
  exact: boolean
  /** Whether the one interval is a single `_id`. */
  single: boolean
}

export interface CollectionScan {
  kind: 'collection'
  reverse: boolean
  sorted: boolean
}

/** The ways of several indexes, one for each branch of an `$or`; a document may lie on more than one. */
export interface UnionScan {
  kind: 'union'
  branches: IndexScan[]
}

export type Plan = IndexScan | CollectionScan | UnionScan

export interface PlanRequest {
  matcher: Matcher
  sort?: SortPart[]
  collation?: Collation
  hint?: Value
  /** The least that an index must hold, and what it must stay below, by the index's fields. */
  min?: Doc
  max?: Doc
}

/** More stretches than this of one index aren't worked out: the rest of the filter decides. */
const MAX_INTERVALS = 5000

/** Candidates are told apart by their entries up to this number. */
const ESTIMATE_LIMIT = 200

/** Finds the way to a filter's documents: an index where one helps, otherwise through the collection. */
export function choosePlan(
  connection: Connection,
  collection: Collection,
  request: PlanRequest
): Plan {
  const { matcher, sort = [], hint } = request
  if (hint !== undefined) return hintedPlan(collection, request, hint)
  if (matcher.matchesAll && sort.length === 0) return collectionScan()

  const conditions = conditionsOf(matcher.root)
  const byId = byIdScan(collection, conditions, request)
  if (byId) return byId
  const candidates = collection.indexes
    .filter((index) => !index.hidden && isUsable(index, conditions, request.collation))
    .map((index) => indexScan(index, conditions, request))
    .filter((candidate) => candidate.rank > 0)
    .sort((a, b) => b.rank - a.rank)
  const best = candidates.length > 1 ? cheapest(connection, candidates) : candidates[0]
  if (best?.bounded) return best.scan
  return unionOf(connection, collection, matcher.root, request) ?? best?.scan ?? collectionScan()
}

/** The way to one `_id`: no other can be shorter. */
function byIdScan(
  { indexes: [index] }: Collection,
  conditions: FilterNode[],
  request: PlanRequest
): IndexScan | undefined {
  if (!conditions.some((node) => node.kind === 'path' && node.path === '_id')) return undefined
  if (!isUsable(index, conditions, request.collation)) return undefined
  const { scan } = indexScan(index, conditions, request)
  return scan.single ? scan : undefined
}

const collectionScan = (reverse = false): CollectionScan => ({
  kind: 'collection',
  reverse,
  sorted: false,
})

interface Candidate {
  scan: IndexScan
  rank: number
  /** Whether the filter narrows the index down, rather than only its order being wanted. */
  bounded: boolean
}

function hintedPlan(collection: Collection, request: PlanRequest, hint: Value): Plan {
  if (isDoc(hint) && hint.has('$natural')) {
    return collectionScan(Number(toDouble(hint.get('$natural') as number)) < 0)
  }
  const index = collection.indexes.find(({ name, key }) =>
    typeof hint === 'string' ? name === hint : isDoc(hint) && sameKey(key, hint)
  )
  if (!index || index.hidden) {
    throw badValue(
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index'
    )
  }
  if (!index.isOrdered) throw badValue(`the index ${index.name} can't be used by a hint`)
  return indexScan(index, conditionsOf(request.matcher.root), request).scan
}

export function sameKey(a: Doc, b: Doc): boolean {
  return display(normalized(a)) === display(normalized(b))
}

const normalized = (key: Doc): Doc =>
  new Map([...key].map(([name, value]) => [name, isNumeric(value) ? toDouble(value) : value]))

/** The conditions that must all hold; those inside an `$elemMatch` hold for the path below it too. */
function conditionsOf(root: FilterNode): FilterNode[] {
  if (root.kind === 'and') return root.nodes.flatMap(conditionsOf)
  if (root.kind === 'or' && root.nodes.length === 1) return conditionsOf(root.nodes[0])
  if (root.kind !== 'path' || !root.predicate.elementFilter) return [root]
  const inner = conditionsOf(root.predicate.elementFilter)
    .filter((node): node is PathNode => node.kind === 'path')
    .map((node): PathNode => {
      const path = `${root.path}.${node.path}`
      const predicate = { ...node.predicate, elementFilter: undefined }
      return { kind: 'path', path, parts: path.split('.'), predicate: inexact(predicate) }
    })
  return [root, ...inner]
}

/** Conditions taken out of an `$elemMatch` narrow a scan down, but don't replace it. */
const inexactPredicates = new WeakSet<Predicate>()

function inexact(predicate: Predicate): Predicate {
  inexactPredicates.add(predicate)
  return predicate
}

/** Whether an index holds every document that can match, in an order that the query's comparisons follow. */
function isUsable(index: Index, conditions: FilterNode[], collation?: Collation): boolean {
  if (!index.isOrdered) return false
  if (index.partialFilter && !implies(conditions, index.partialFilter)) return false
  if (index.collation?.name !== collation?.name) {
    const comparesText = conditions.some(
      (node) => node.kind === 'path' && onIndex(index, node) && mayMeetText(node.predicate)
    )
    if (comparesText) return false
  }
  if (!index.sparse) return true
  return conditions.some(
    (node) => node.kind === 'path' && onIndex(index, node) && demandsField(node)
  )
}

const onIndex = (index: Index, node: PathNode) => index.parts.some(({ path }) => path === node.path)

function mayMeetText({ operand }: Predicate): boolean {
  const isPlain = (value: Value): boolean =>
    !(typeof value === 'string' || value instanceof BSONSymbol || isDoc(value)) &&
    (!Array.isArray(value) || value.every(isPlain))
  return !isPlain(operand)
}

function demandsField({ predicate }: PathNode): boolean {
  if (predicate.reach === 'whole' && predicate.operator !== '$exists') return true
  return !predicate.test(undefined)
}

/** Whether the conditions leave only documents that a partial index includes. */
function implies(conditions: FilterNode[], partialFilter: Doc): boolean {
  const demanded = conditionsOf(compileFilter(partialFilter).root)
  return demanded.every(
    (wanted) =>
      wanted.kind === 'path' &&
      conditions.some(
        (given) =>
          given.kind === 'path' &&
          given.path === wanted.path &&
          impliedBy(given.predicate, wanted.predicate)
      )
  )
}

function impliedBy(given: Predicate, wanted: Predicate): boolean {
  if (given.operator === wanted.operator && compare(given.operand, wanted.operand) === 0)
    return true
  if (given.operator === '$eq') return !Array.isArray(given.operand) && wanted.test(given.operand)
  if (given.operator === '$in') {
    return (given.operand as Value[]).every((value) => !Array.isArray(value) && wanted.test(value))
  }
  if (wanted.operator === '$exists') {
    return wanted.operand === true && given.reach === 'each' && !given.test(undefined)
  }
  const upwards = (operator: string) => operator === '$gt' || operator === '$gte'
  const downwards = (operator: string) => operator === '$lt' || operator === '$lte'
  const sameDirection =
    (upwards(given.operator) && upwards(wanted.operator)) ||
    (downwards(given.operator) && downwards(wanted.operator))
  return sameDirection && wanted.test(given.operand)
}

/** How an index serves the conditions: the stretches that they leave of it, and whether it gives the order. */
function indexScan(index: Index, conditions: FilterNode[], request: PlanRequest): Candidate {
  const used = new Set<FilterNode>()
  let exact = true
  let prefixes: Buffer[] = [Buffer.alloc(0)]
  let intervals: Interval[] | undefined
  let constants = 0
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
    if (prefixes.length * ranges.length > MAX_INTERVALS) {
      exact = false
      break
    }
    if (bounds.points) {
      if (bounds.ranges.length === 1 && constants === at) constants++
      prefixes = prefixes.flatMap((prefix) =>
        ranges.map(({ start }) => Buffer.concat([prefix, start.key]))
      )
      continue
    }
    intervals = prefixes.flatMap((prefix) =>
      ranges.map(({ start, end }) => ({
        start: bytesOf({ ...start, key: Buffer.concat([prefix, start.key]) }),
        end: bytesOf({ ...end, key: Buffer.concat([prefix, end.key]) }),
      }))
    )
    break
  }
  intervals ??= prefixes.map((prefix) => ({
    start: prefix,
    end: prefix.length === 0 ? Buffer.from([0xff]) : bytesOf({ key: prefix, after: true }),
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
    single: index.isId && constants === 1 && !request.min && !request.max,
  }
  return { scan, rank, bounded }
}

/** A number in a path means an element or a field of that name: the filter tells which. */
const hasArrayIndex = (index: Index) => index.parts.some(({ path }) => /\.\d+(\.|$)/.test(path))

/** Intersects what all conditions say about one field, as far as its entries allow. */
function boundsAt(
  index: Index,
  path: string,
  conditions: FilterNode[],
  used: Set<FilterNode>
): Bounds | undefined {
  let result: Bounds | undefined
  for (const node of conditions) {
    if (node.kind !== 'path' || node.path !== path) continue
    let bounds = boundsOf(node.predicate, index.collation)
    if (!bounds) continue
    const isNull = node.predicate.test(undefined)
    if (inexactPredicates.has(node.predicate) || (index.multikey && isNull)) {
      bounds = { ...bounds, exact: false }
    }
    if (!result) {
      result = bounds
      used.add(node)
    } else if (!index.multikey) {
      result = intersect(result, bounds)
      used.add(node)
    } else if (bounds.points && !result.points) {
      // of several elements' conditions only one can narrow down: the narrowest
      result = { ...bounds, exact: false }
    } else {
      result = { ...result, exact: false }
    }
  }
  return result
}

/** Whether reading the index forward or backward, behind its constant fields, gives the order. */
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
        return descending ? Buffer.from(bytes.map((byte) => byte ^ 0xff)) : bytes
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

/** Of several candidates the one with the fewest entries to read; an order that comes for free counts. */
function cheapest(connection: Connection, candidates: Candidate[]): Candidate {
  const [first] = candidates
  if (first.rank >= 100) return first
  let best = first
  let least = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    if (!candidate.bounded) continue
    const entries = countEntries(connection, candidate.scan, ESTIMATE_LIMIT)
    const cost = entries * (candidate.scan.sorted ? 1 : 1.5) - candidate.rank / 1000
    if (cost < least) {
      least = cost
      best = candidate
    }
  }
  return best
}

function unionOf(
  connection: Connection,
  collection: Collection,
  root: FilterNode,
  request: PlanRequest
): UnionScan | undefined {
  const choices = root.kind === 'and' ? root.nodes : [root]
  const alternative = choices.find((node) => node.kind === 'or')
  if (alternative?.kind !== 'or') return undefined
  const branches: IndexScan[] = []
  for (const node of alternative.nodes) {
    const conditions = conditionsOf(node)
    const candidates = collection.indexes
      .filter((index) => !index.hidden && isUsable(index, conditions, request.collation))
      .map((index) => indexScan(index, conditions, { ...request, sort: [] }))
      .filter((candidate) => candidate.bounded)
      .sort((a, b) => b.rank - a.rank)
    if (candidates.length === 0) return undefined
    branches.push({ ...cheapest(connection, candidates).scan, exact: false })
  }
  return { kind: 'union', branches }
}
