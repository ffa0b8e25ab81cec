import { decodeAsync } from '../bson/decode.ts'
import type { Doc, Value } from '../bson/types.ts'
import { failedToParse, MongoError } from '../errors.ts'
import { compileFilter, type Matcher } from '../query/matcher.ts'
import { runInTurns } from '../pause.ts'
import type { MatchDetails } from '../query/walk.ts'
import type { Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import { encodeStored, insertRow, replaceRow, type StoredDoc } from '../store/rows.ts'
import { compileUpdate, type Update } from '../update/update.ts'
import { upsertedDocument } from '../update/upsert.ts'
import {
  collationMember,
  collectionName,
  docMember,
  findCollection,
  flagMember,
  variablesOf,
  type Command,
  type CommandContext,
} from './context.ts'
import { eachTarget } from './targets.ts'
import { checkValid } from './validation.ts'
import {
  checkCount,
  eachWrite,
  ensureCollection,
  statementOf,
  statementsOf,
  writeReply,
} from './writes.ts'

interface Change {
  before: Doc
  after: Doc
  /** `after` as BSON. */
  bytes: Uint8Array
  modified: boolean
}

/** Applies an update to one document. */
export async function changeRow(
  context: CommandContext,
  connection: Connection,
  collection: Collection,
  row: StoredDoc,
  { update, matcher }: { update: Update; matcher: Matcher }
): Promise<Change> {
  const before = await decodeAsync(row.bytes, context.pause)
  const details: MatchDetails = {}
  matcher.matches(before, details)
  const after = await runInTurns(update.apply(before, details), context.pause)
  const bytes = await encodeStored(after, context.pause)
  const unchanged = bytes.equals(row.bytes)
  if (!unchanged) {
    checkValid(context, collection, () => after)
    await replaceRow(connection, collection, row, { before, after, bytes })
  }
  return { before, after, bytes, modified: !unchanged }
}

export async function insertUpserted(
  context: CommandContext,
  connection: Connection,
  { update, matcher }: { update: Update; matcher: Matcher }
): Promise<{ document: Doc; bytes: Uint8Array }> {
  const document = await runInTurns(upsertedDocument(matcher, update), context.pause)
  const collection = ensureCollection(connection, context)
  checkValid(context, collection, () => document)
  const bytes = await encodeStored(document, context.pause)
  await insertRow(connection, collection, bytes, () => document)
  return { document, bytes }
}

interface UpdateOutcome {
  matched: number
  modified: number
  upsertedId?: Value
}

/** Executes one update statement. */
async function performUpdate(
  context: CommandContext,
  connection: Connection,
  statement: Doc
): Promise<UpdateOutcome> {
  const collection = findCollection(connection, context)
  const collation = collationMember(statement, collection)
  const variables = new Map([...variablesOf(context.command), ...constantsOf(statement)])
  const filter = docMember(statement, 'q') ?? new Map()
  const matcher = compileFilter(filter, { collation, variables })
  const arrayFilters = statement.get('arrayFilters')
  const update = await runInTurns(
    compileUpdate(statement.get('u'), { collation, variables, arrayFilters }),
    context.pause
  )
  const multi = flagMember(statement, 'multi')
  if (statement.has('sort')) {
    // supported by MongoDB 8.0, rejected by 7.0
    throw new MongoError(40415, `BSON field 'update.updates.sort' is an unknown field.`)
  }
  if (multi && update.kind === 'replace') {
    throw failedToParse('multi update is not supported for replacement-style update')
  }
  const target = { matcher, collation, hint: statement.get('hint'), multi }
  const outcome: UpdateOutcome = { matched: 0, modified: 0 }
  if (collection) {
    await eachTarget(context, connection, collection, target, async (row) => {
      const { modified } = await changeRow(context, connection, collection, row, {
        update,
        matcher,
      })
      outcome.matched++
      if (modified) outcome.modified++
    })
  }
  if (outcome.matched === 0 && flagMember(statement, 'upsert')) {
    const inserted = await insertUpserted(context, connection, { update, matcher })
    outcome.upsertedId = inserted.document.get('_id')
  }
  return outcome
}

/** Returns the constants of a pipeline update. */
function constantsOf(statement: Doc): [string, Value][] {
  return [...(docMember(statement, 'c') ?? new Map<string, Value>())]
}

const update: Command = {
  inTransactions: true,
  retryable: true,
  async run(context) {
    const statements = statementsOf(context, 'updates')
    checkCount(statements)
    collectionName(context)
    return context.write(async (connection) => {
      let n = 0
      let nModified = 0
      const upserted: { index: number; _id: Value }[] = []
      const errors = await eachWrite(context, statements, async (statement, index) => {
        const outcome = await performUpdate(
          context,
          connection,
          await statementOf(statement, context.pause)
        )
        n += outcome.matched
        nModified += outcome.modified
        if (outcome.upsertedId !== undefined) {
          n++
          upserted.push({ index, _id: outcome.upsertedId })
        }
      })
      return writeReply({ n, nModified, ...(upserted.length > 0 ? { upserted } : {}) }, errors)
    })
  },
}

export const updateCommands: Record<string, Command> = { update }
