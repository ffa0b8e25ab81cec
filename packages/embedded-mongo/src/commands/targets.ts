import type { Collation } from '../bson/collation.ts'
import type { Doc, Value } from '../bson/types.ts'
import { findRows, soleRow, type FindRequest } from '../query/find.ts'
import type { Matcher } from '../query/matcher.ts'
import { choosePlan } from '../query/planner.ts'
import { compileSort } from '../query/sort.ts'
import type { Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import { readRow, type StoredDoc } from '../store/rows.ts'
import type { CommandContext } from './context.ts'

/** Selects the documents of an update or a delete. */
export interface Target {
  matcher: Matcher
  collation?: Collation
  hint?: Value
  sort?: Doc
  multi?: boolean
}

/**
 * Runs work for each document that a write selects. All documents are found before the first is
 * changed, because a change could move a document within the index being scanned.
 */
export async function eachTarget(
  context: CommandContext,
  connection: Connection,
  collection: Collection,
  target: Target,
  change: (row: StoredDoc) => Promise<void>
): Promise<void> {
  if (!target.multi) {
    const row = await firstTarget(context, connection, collection, target)
    if (row) await change(row)
    return
  }
  const rids: number[] = []
  for await (const batch of findRows(
    connection,
    collection,
    requestFor(context, connection, collection, target, Number.POSITIVE_INFINITY)
  )) {
    for (const { rid } of batch) rids.push(rid)
  }
  for (const rid of rids) {
    const row = readRow(connection, collection, rid)
    if (row) await change(row)
    if (context.pause.isDue()) await context.pause.take()
  }
}

/** Finds the document for a write to a single document. */
export async function firstTarget(
  context: CommandContext,
  connection: Connection,
  collection: Collection,
  target: Target
): Promise<StoredDoc | undefined> {
  const request = requestFor(context, connection, collection, target, 1)
  const sole = soleRow(connection, collection, request)
  if (sole) return sole.row
  for await (const [row] of findRows(connection, collection, request)) return row
  return undefined
}

function requestFor(
  context: CommandContext,
  connection: Connection,
  collection: Collection,
  target: Target,
  limit: number
): FindRequest {
  const sort = compileSort(target.sort)
  return {
    plan: choosePlan(connection, collection, { ...target, sort }),
    matcher: target.matcher,
    sort,
    skip: 0,
    limit,
    collation: target.collation,
    pause: context.pause,
    statistics: { keysExamined: 0, docsExamined: 0 },
  }
}
