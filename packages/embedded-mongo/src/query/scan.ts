import { decode, decodeFields, decodeFieldsAsync, decodeAsync } from '../bson/decode.ts'
import { MAX_SYNC_READ_BYTES } from '../bson/reader.ts'
import type { Doc } from '../bson/types.ts'
import type { Pause } from '../pause.ts'
import type { Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import type { StoredDoc } from '../store/rows.ts'
import type { Matcher } from './matcher.ts'
import type { IndexScan } from './index_scan.ts'
import type { Plan } from './planner.ts'
import { guarded } from './regex.ts'
import { RowSet } from './row_set.ts'
import type { ScanOptions } from './scan_options.ts'

/** Approximate number of bytes per read, regardless of the size of the documents. */
const READ_BYTES = 512 * 1024
const MAX_READ_ROWS = 1000

/** Reads of at most this number of rows do not check the size of each row. */
const MAX_UNWEIGHED_ROWS = 24

/**
 * Reads a plan's matching documents in batches. Nothing is kept open between two reads: the next
 * one resumes after the last key, so a slow client blocks nobody.
 */
export async function* scan(
  connection: Connection,
  collection: Collection,
  plan: Plan,
  matcher: Matcher,
  options: ScanOptions
): AsyncGenerator<StoredDoc[], void, undefined> {
  const needsFilter = !matcher.matchesAll && !(plan.kind === 'index' && plan.exact)
  if (options.pause.isDue()) await options.pause.take()
  for await (const rows of readPlan(connection, collection, plan, options)) {
    options.statistics.docsExamined += rows.length
    if (!needsFilter) {
      if (options.pause.isDue()) await options.pause.take()
      if (rows.length > 0) yield rows
      continue
    }
    let at = 0
    while (at < rows.length) {
      const matches: StoredDoc[] = []
      const isLong = () => rows[at].bytes.length > MAX_SYNC_READ_BYTES
      if (isLong()) {
        const document = await decodeLong(matcher, rows[at].bytes, options.pause)
        if (options.pause.isDue()) await options.pause.take()
        if (matcher.matches(document)) matches.push(rows[at])
        at++
      }
      const filter = () => {
        for (; at < rows.length && !isLong() && !options.pause.isDue(); at++) {
          if (matcher.matches(decodeFor(matcher, rows[at].bytes))) matches.push(rows[at])
        }
      }
      if (matcher.needsGuard) guarded(filter)
      else filter()
      if (options.pause.isDue()) await options.pause.take()
      if (matches.length > 0) yield matches
    }
  }
}

function decodeFor(matcher: Matcher, bytes: Uint8Array): Doc {
  return matcher.fields ? decodeFields(bytes, matcher.fields) : decode(bytes)
}

const decodeLong = (matcher: Matcher, bytes: Uint8Array, pause: Pause): Doc | Promise<Doc> =>
  matcher.fields ? decodeFieldsAsync(bytes, matcher.fields, pause) : decodeAsync(bytes, pause)

async function* readPlan(
  connection: Connection,
  collection: Collection,
  plan: Plan,
  options: ScanOptions
): AsyncGenerator<StoredDoc[]> {
  if (plan.kind === 'collection') {
    yield* readCollection(connection, collection, plan.reverse, options)
    return
  }
  const scans = plan.kind === 'union' ? plan.branches : [plan]
  // a document may have several entries in a multikey index and be found by several branches of a union
  const seen = plan.kind === 'union' || plan.index.multikey ? new RowSet() : undefined
  for (const one of scans) {
    for await (const rows of readIndex(connection, collection, one, options)) {
      if (!seen) yield rows
      else {
        yield rows.filter(({ rid }) => seen.add(rid))
      }
    }
  }
}

/** Computes the number of rows for the next read from the size of the previous rows. */
class ReadLength {
  rows: number
  private readonly smallest: number

  constructor(expected?: number) {
    this.smallest = Math.min(expected ?? 100, 100)
    this.rows = Math.max(1, Math.min(this.smallest, 100))
  }

  learn(rows: StoredDoc[]): void {
    const weight = rows.reduce((sum, { bytes }) => sum + bytes.length, 0)
    const fitting = Math.floor(READ_BYTES / (weight / rows.length + 1))
    this.rows = Math.max(1, Math.min(fitting, MAX_READ_ROWS, this.rows * 4))
  }
}

/** Reads at most the given number of rows, and fewer if the documents are large. */
function readSome(
  connection: Connection,
  sql: string,
  { column, limit }: { column: number; limit: number },
  ...parameters: (Buffer | number)[]
): { rows: unknown[][]; complete: boolean } {
  if (limit <= MAX_UNWEIGHED_ROWS) {
    return { rows: connection.all(sql, ...parameters, limit), complete: true }
  }
  return connection.some(sql, { column, maxBytes: 2 * READ_BYTES }, ...parameters, limit)
}

async function* readCollection(
  connection: Connection,
  { table }: Collection,
  reverse: boolean,
  { expected }: ScanOptions
): AsyncGenerator<StoredDoc[]> {
  const sql = reverse
    ? `SELECT rid, d FROM ${table} WHERE rid < ? ORDER BY rid DESC LIMIT ?`
    : `SELECT rid, d FROM ${table} WHERE rid > ? ORDER BY rid LIMIT ?`
  let last = reverse ? Number.MAX_SAFE_INTEGER : 0
  const length = new ReadLength(expected)
  for (;;) {
    const limit = length.rows
    const { rows: found, complete } = readSome(connection, sql, { column: 1, limit }, last)
    const rows = found.map(([rid, bytes]) => ({ rid: rid as number, bytes: bytes as Uint8Array }))
    if (rows.length > 0) {
      last = rows[rows.length - 1].rid
      length.learn(rows)
      yield rows
    }
    if (complete && rows.length < limit) return
  }
}

async function* readIndex(
  connection: Connection,
  collection: Collection,
  { index, intervals, reverse }: IndexScan,
  { expected, statistics }: ScanOptions
): AsyncGenerator<StoredDoc[]> {
  const { first, next } = index.isId
    ? idStatements(collection.table, reverse)
    : indexStatements(collection.table, index.table, reverse)
  const length = new ReadLength(expected)
  for (const { start, end } of reverse ? [...intervals].reverse() : intervals) {
    let last: unknown[] | undefined
    for (;;) {
      const limit = length.rows
      const column = { column: 2, limit }
      const { rows: found, complete } = last
        ? readSome(
            connection,
            next,
            column,
            reverse ? start : end,
            last[0] as Buffer,
            last[1] as number
          )
        : readSome(connection, first, column, start, end)
      statistics.keysExamined += found.length
      last = found.at(-1)
      if (last) {
        const rows = found.map((row) => ({ rid: row[1] as number, bytes: row[2] as Uint8Array }))
        length.learn(rows)
        yield rows
      }
      if (complete && found.length < limit) break
    }
  }
}

function idStatements(table: string, reverse: boolean) {
  const columns = `SELECT k, rid, d FROM ${table}`
  return reverse
    ? {
        first: `${columns} WHERE k >= ? AND k < ? ORDER BY k DESC LIMIT ?`,
        next: `${columns} WHERE k >= ?1 AND k < ?2 AND ?3 IS NOT NULL ORDER BY k DESC LIMIT ?4`,
      }
    : {
        first: `${columns} WHERE k >= ? AND k < ? ORDER BY k LIMIT ?`,
        next: `${columns} WHERE k < ?1 AND k > ?2 AND ?3 IS NOT NULL ORDER BY k LIMIT ?4`,
      }
}

function indexStatements(table: string, indexTable: string, reverse: boolean) {
  const columns = `SELECT i.k, i.rid, c.d FROM ${indexTable} i CROSS JOIN ${table} c ON c.rid = i.rid`
  return reverse
    ? {
        first: `${columns} WHERE i.k >= ? AND i.k < ? ORDER BY i.k DESC, i.rid DESC LIMIT ?`,
        next: `${columns} WHERE i.k >= ? AND (i.k, i.rid) < (?, ?) ORDER BY i.k DESC, i.rid DESC LIMIT ?`,
      }
    : {
        first: `${columns} WHERE i.k >= ? AND i.k < ? ORDER BY i.k, i.rid LIMIT ?`,
        next: `${columns} WHERE i.k < ? AND (i.k, i.rid) > (?, ?) ORDER BY i.k, i.rid LIMIT ?`,
      }
}
