import type { Pause } from '../pause.ts'
import type { Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import type { IndexScan, Interval } from './index_scan.ts'
import { RowSet } from './row_set.ts'
import type { ScanOptions } from './scan_options.ts'

/** Counts the entries in the scan's intervals, up to the limit. */
export function countEntries(
  connection: Connection,
  { index, intervals }: IndexScan,
  limit: number
): number {
  if (index.isId) return Math.min(intervals.length, limit)
  let count = 0
  for (const { start, end } of intervals) {
    if (count >= limit) break
    count += connection.value(
      `SELECT count(*) FROM (SELECT 1 FROM ${index.table} WHERE k >= ? AND k < ? LIMIT ?)`,
      start,
      end,
      limit - count
    ) as number
  }
  return count
}

/** Number of entries counted in one turn. Reading takes longer than counting, so fewer are read. */
const COUNT_STEP = 20_000
const READ_STEP = 5000

/** Number of rows that can be counted in one turn, within a few milliseconds. */
const MAX_SYNC_COUNT = 2_000_000

/** Counts a scan's documents using only the index. */
export async function countIndexed(
  connection: Connection,
  { table }: Collection,
  { index, intervals }: IndexScan,
  { pause, statistics }: ScanOptions
): Promise<number> {
  const seen = index.multikey ? new RowSet() : undefined
  let count = 0
  for (const interval of intervals) {
    for await (const entries of entriesWithin(
      connection,
      index.isId ? table : index.table,
      interval,
      {
        pause,
        rids: seen !== undefined,
      }
    )) {
      count += entries.count
      for (const rid of entries.rids ?? []) seen?.add(rid)
    }
  }
  statistics.keysExamined += count
  return seen?.size ?? count
}

/** Counts the documents of a collection. */
export async function countAll(
  connection: Connection,
  { table }: Collection,
  pause: Pause
): Promise<number> {
  const everything = { start: Buffer.alloc(0), end: Buffer.from([0xff]) }
  // SQLite counts whole pages quickly
  const last = connection.value(`SELECT max(rid) FROM ${table}`) as number | null
  if ((last ?? 0) < MAX_SYNC_COUNT)
    return connection.value(`SELECT count(*) FROM ${table}`) as number
  let count = 0
  for await (const entries of entriesWithin(connection, table, everything, { pause }))
    count += entries.count
  return count
}

/** Iterates over the entries between two keys in batches. Yields their number and, if requested, their documents. */
async function* entriesWithin(
  connection: Connection,
  table: string,
  { start, end }: Interval,
  { pause, rids = false }: { pause: Pause; rids?: boolean }
): AsyncGenerator<{ count: number; rids?: number[] }> {
  const step = rids ? READ_STEP : COUNT_STEP
  let last: [key: Buffer, rid: number] = [start, -1]
  for (;;) {
    const from = last[1] < 0 ? 'k >= ?' : '(k, rid) > (?, ?)'
    const parameters = last[1] < 0 ? [last[0]] : last
    const within = `FROM ${table} WHERE ${from} AND k < ? ORDER BY k, rid`
    const next = connection.get(
      `SELECT k, rid ${within} LIMIT 1 OFFSET ${step - 1}`,
      ...parameters,
      end
    ) as [Buffer, number] | undefined
    const until = next ? '(k, rid) <= (?, ?)' : 'k < ?'
    const stretch = `FROM ${table} WHERE ${from} AND ${until}`
    const limits = [...parameters, ...(next ?? [end])]
    if (rids) {
      const found = connection.all(`SELECT rid ${stretch}`, ...limits).map(([rid]) => rid as number)
      yield { count: found.length, rids: found }
    } else {
      const count = next ? step : connection.value(`SELECT count(*) ${stretch}`, ...limits)
      yield { count: count as number }
    }
    if (!next) return
    last = next
    if (pause.isDue()) await pause.take()
  }
}
