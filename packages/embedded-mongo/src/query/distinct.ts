import type { Collation } from '../bson/collation.ts'
import { decodeFields, decodeFieldsAsync } from '../bson/decode.ts'
import { MAX_SYNC_READ_BYTES } from '../bson/reader.ts'
import { descendingKey, encodeKey, identity, keyAfter } from '../bson/key_encoding.ts'
import type { Value } from '../bson/types.ts'
import { ChunkedMap } from '../chunked.ts'
import type { Pause } from '../pause.ts'
import type { Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import { conditionsOf, isUsable } from './conditions.ts'
import { indexScan, type IndexScan, type PlanRequest } from './index_scan.ts'
import { choosePlan } from './planner.ts'
import { scan } from './scan.ts'
import type { ScanStatistics } from './scan_options.ts'
import { Sorter } from './sort.ts'
import { valueAt, valuesAt } from './walk.ts'

export interface DistinctOptions {
  pause: Pause
  statistics: ScanStatistics
}

/**
 * Finds an index that yields a field's distinct values without reading documents, one entry per
 * value. In its key, the field must follow fields for which the filter requires a constant, and the
 * index must cover the whole filter.
 */
export function distinctScan(
  { indexes }: Collection,
  path: string,
  request: PlanRequest
): IndexScan | undefined {
  if (request.hint !== undefined) return undefined
  const conditions = conditionsOf(request.matcher.root)
  for (const index of indexes) {
    if (index.isId || index.hidden || index.multikey) continue
    if (!isUsable(index, conditions, request.collation)) continue
    const { scan: found } = indexScan(index, conditions, request)
    const isWhole = found.exact || (request.matcher.matchesAll && !index.collation)
    if (isWhole && index.parts[found.constants]?.path === path) return found
  }
  return undefined
}

/** Returns the sorted distinct values of a field. Array elements count individually. */
export async function distinctValues(
  connection: Connection,
  collection: Collection,
  path: string,
  request: PlanRequest,
  options: DistinctOptions
): Promise<Value[]> {
  const covered = distinctScan(collection, path, request)
  const values = new ChunkedMap<string, Value>()
  const add = (value: Value) => {
    const key = identity(value, request.collation)
    if (values.get(key) === undefined) values.add(key, value)
  }
  const found = covered
    ? skipThrough(connection, collection, path, covered, options)
    : valuesIn(connection, collection, path, request, options)
  for await (const batch of found) {
    for (const value of batch) {
      add(value)
      if (options.pause.isDue()) await options.pause.take()
    }
  }
  return inOrder(values.values(), options.pause, request.collation)
}

/** Reads one entry per value and skips the rest of the entries with that prefix. */
async function* skipThrough(
  connection: Connection,
  { table }: Collection,
  path: string,
  { index, intervals, prefix, constants }: IndexScan,
  { pause, statistics }: DistinctOptions
): AsyncGenerator<Value[]> {
  const sql = `SELECT c.d FROM ${index.table} i CROSS JOIN ${table} c ON c.rid = i.rid WHERE i.k >= ? AND i.k < ? ORDER BY i.k LIMIT 1`
  const parts = path.split('.')
  const { descending } = index.parts[constants]
  for (const { start, end } of intervals) {
    let from = start
    for (;;) {
      const row = connection.get(sql, from, end)
      if (!row) break
      statistics.keysExamined++
      statistics.docsExamined++ // the key does not contain the types of numbers
      const value = valueAt(decodeFields(row[0] as Uint8Array, new Set([parts[0]])), parts)
      if (value !== undefined) yield [value]
      const key = encodeKey(value ?? null)
      from = keyAfter(Buffer.concat([prefix, descending ? descendingKey(key) : key]))
      if (pause.isDue()) await pause.take()
    }
  }
}

async function* valuesIn(
  connection: Connection,
  collection: Collection,
  path: string,
  request: PlanRequest,
  options: DistinctOptions
): AsyncGenerator<Value[]> {
  const parts = path.split('.')
  const fields = new Set([parts[0]])
  const plan = choosePlan(connection, collection, request)
  for await (const rows of scan(connection, collection, plan, request.matcher, options)) {
    let values: Value[] = []
    for (const { bytes } of rows) {
      const document =
        bytes.length > MAX_SYNC_READ_BYTES
          ? await decodeFieldsAsync(bytes, fields, options.pause)
          : decodeFields(bytes, fields)
      for (const value of valuesAt(document, parts)) {
        if (Array.isArray(value)) for (const element of value) values.push(element)
        else values.push(value)
      }
      if (!options.pause.isDue()) continue
      await options.pause.take()
      yield values
      values = []
    }
    yield values
  }
}

async function inOrder(
  values: Iterable<Value>,
  pause: Pause,
  collation?: Collation
): Promise<Value[]> {
  const byValue = [{ path: '', parts: [], descending: false }]
  const sorter = new Sorter<Value>(byValue, undefined, collation)
  for (const value of values) {
    sorter.addByKey([value], value)
    if (pause.isDue()) await pause.take()
  }
  return sorter.finish(pause)
}
