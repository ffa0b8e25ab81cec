import { decode, decodeFields, decodeFieldsAsync, decodeAsync } from '../bson/decode.ts'
import { MAX_SYNC_READ_BYTES } from '../bson/reader.ts'
import { encode, encodeAsync } from '../bson/encode.ts'
import type { Collation } from '../bson/collation.ts'
import { RawDoc, type Doc, type Value } from '../bson/types.ts'
import { inBatches, sortedInSteps } from '../merge_sort.ts'
import { runInTurns, type Pause } from '../pause.ts'
import type { Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import type { StoredDoc } from '../store/rows.ts'
import type { Matcher } from './matcher.ts'
import type { Plan } from './planner.ts'
import type { Projection } from './projection.ts'
import { scan } from './scan.ts'
import type { ScanStatistics } from './scan_options.ts'
import { Sorter, type SortPart } from './sort.ts'

export interface FindRequest {
  plan: Plan
  matcher: Matcher
  sort: SortPart[]
  skip: number
  limit: number
  projection?: Projection
  collation?: Collation
  pause: Pause
  statistics: ScanStatistics
  hint?: Value
}

/**
 * Reads the row of a plan that finds at most one row. `row` is missing if there is no match.
 * Returns `undefined` for plans that may find several rows.
 */
export function soleRow(
  connection: Connection,
  { table }: Collection,
  { plan, matcher, skip, limit }: FindRequest
): { row?: StoredDoc } | undefined {
  if (plan.kind !== 'index' || !plan.single || matcher.needsGuard || skip > 0 || limit < 1)
    return undefined
  const found = connection.get(
    `SELECT rid, d FROM ${table} WHERE k = ?`,
    plan.intervals[0].start
  ) as [number, Uint8Array] | undefined
  if (!found) return {}
  const row = { rid: found[0], bytes: found[1] }
  if (plan.exact) return { row }
  if (row.bytes.length > MAX_SYNC_READ_BYTES) return undefined // the scan decodes it in steps
  return matcher.matches(decode(row.bytes)) ? { row } : {}
}

/** Yields the rows of a query in order, with `skip` and `limit` applied. */
export async function* findRows(
  connection: Connection,
  collection: Collection,
  request: FindRequest
): AsyncGenerator<StoredDoc[], void, undefined> {
  const needsSort =
    request.sort.length > 0 && !(request.plan.kind === 'index' && request.plan.sorted)
  const { distance } = request.matcher
  const ordersByDistance = distance !== undefined && request.sort.length === 0
  const expected = needsSort || ordersByDistance ? undefined : request.skip + request.limit
  const options = { pause: request.pause, statistics: request.statistics, expected }
  const rows = scan(connection, collection, request.plan, request.matcher, options)
  let toSkip = request.skip
  let left = request.limit
  const ordered = ordersByDistance
    ? nearestFirst(rows, distance, request.pause)
    : needsSort
      ? sortedRows(rows, request)
      : rows
  for await (const batch of ordered) {
    const start = Math.min(toSkip, batch.length)
    toSkip -= start
    const taken = batch.slice(start, start + left)
    left -= taken.length
    if (taken.length > 0) yield taken
    if (left <= 0) return
  }
}

async function* nearestFirst(
  rows: AsyncIterable<StoredDoc[]>,
  distance: (document: Doc) => number,
  pause: Pause
) {
  const all: { row: StoredDoc; away: number }[] = []
  for await (const batch of rows) {
    for (const row of batch) {
      all.push({ row, away: distance(await decodeAsync(row.bytes, pause)) })
      if (pause.isDue()) await pause.take()
    }
  }
  const sorted = await runInTurns(
    sortedInSteps(all, (a, b) => a.away - b.away),
    pause
  )
  yield* inBatches(sorted.map(({ row }) => row))
}

async function* sortedRows(rows: AsyncIterable<StoredDoc[]>, request: FindRequest) {
  const { sort, skip, limit, collation, pause } = request
  const fields = new Set(sort.map(({ parts }) => parts[0]))
  const sorter = new Sorter<StoredDoc>(sort, skip + limit, collation)
  for await (const batch of rows) {
    for (const row of batch) {
      const document = isLong(row)
        ? await decodeFieldsAsync(row.bytes, fields, pause)
        : decodeFields(row.bytes, fields)
      sorter.add(document, row)
      if (pause.isDue()) await pause.take()
    }
  }
  yield* inBatches(await sorter.finish(pause))
}

/**
 * Returns the result of a query that finds at most one document, ready to be sent, or `undefined`
 * for other queries.
 */
export function soleDocument(
  connection: Connection,
  collection: Collection,
  request: FindRequest
): RawDoc[] | undefined {
  const sole = soleRow(connection, collection, request)
  if (!sole || (request.projection && sole.row && isLong(sole.row))) return undefined
  return sole.row ? [projected(sole.row, request.projection)] : []
}

const isLong = ({ bytes }: StoredDoc) => bytes.length > MAX_SYNC_READ_BYTES

async function projectLongRow({ bytes }: StoredDoc, projection: Projection, pause: Pause) {
  const projected = projection.apply(await decodeAsync(bytes, pause))
  return new RawDoc(await encodeAsync(projected, pause))
}

const projected = ({ bytes }: StoredDoc, projection: Projection | undefined): RawDoc =>
  new RawDoc(projection ? encode(projection.apply(sourceOf(projection, bytes))) : bytes)

/** Yields the documents of a query. Without a projection they are the stored bytes. */
export async function* findDocuments(
  connection: Connection,
  collection: Collection,
  request: FindRequest
): AsyncGenerator<RawDoc[], void, undefined> {
  const { projection, pause } = request
  for await (const rows of findRows(connection, collection, request)) {
    if (!projection) {
      yield rows.map(({ bytes }) => new RawDoc(bytes))
      continue
    }
    let ready: RawDoc[] = []
    for (const row of rows) {
      ready.push(
        isLong(row) ? await projectLongRow(row, projection, pause) : projected(row, projection)
      )
      if (!pause.isDue()) continue
      await pause.take()
      yield ready
      ready = []
    }
    if (ready.length > 0) yield ready
  }
}

function sourceOf(projection: Projection, bytes: Uint8Array) {
  const { fields } = projection
  return fields ? decodeFields(bytes, new Set([...fields, '_id'])) : decode(bytes)
}
