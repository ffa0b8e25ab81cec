import { display } from '../bson/display.ts'
import { isDoc, isNumeric, type Doc, type Value } from '../bson/types.ts'
import { toDouble } from '../bson/numbers.ts'
import { badValue } from '../errors.ts'
import type { Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import { conditionsOf, isUsable } from './conditions.ts'
import type { FilterNode, PathNode } from './filter.ts'
import { indexScan, type Candidate, type IndexScan, type PlanRequest } from './index_scan.ts'
import { countEntries } from './index_counts.ts'

export interface CollectionScan {
  kind: 'collection'
  reverse: boolean
  sorted: boolean
}

/** One index scan per branch of an `$or`. A document may be found by several of them. */
export interface UnionScan {
  kind: 'union'
  branches: IndexScan[]
}

export type Plan = IndexScan | CollectionScan | UnionScan

/** Maximum number of entries counted to compare candidates. */
const ESTIMATE_LIMIT = 200

/** Chooses the plan for a filter: an index scan if an index helps, and otherwise a collection scan. */
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

/** Returns the scan for a single `_id`, which is always the cheapest. */
function byIdScan(
  { indexes: [index] }: Collection,
  conditions: FilterNode[],
  request: PlanRequest
): IndexScan | undefined {
  if (!conditions.some((node) => node.kind === 'path' && node.path === '_id' && isOneValue(node)))
    return undefined
  if (!isUsable(index, conditions, request.collation)) return undefined
  const { scan } = indexScan(index, conditions, request)
  return scan.single ? scan : undefined
}

const isOneValue = ({ predicate: { operator, operand } }: PathNode) =>
  operator === '$eq' || (operator === '$in' && (operand as Value[]).length === 1)

const collectionScan = (reverse = false): CollectionScan => ({
  kind: 'collection',
  reverse,
  sorted: false,
})

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
  if (!index.isOrdered) throw badValue(`the index ${index.name} can't be used as a hint`)
  return indexScan(index, conditionsOf(request.matcher.root), request).scan
}

export function sameKey(a: Doc, b: Doc): boolean {
  return a.size === b.size && display(normalized(a)) === display(normalized(b))
}

const normalized = (key: Doc): Doc =>
  new Map([...key].map(([name, value]) => [name, isNumeric(value) ? toDouble(value) : value]))

/** Returns the candidate with the fewest entries to read, taking into account whether it provides the order. */
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
