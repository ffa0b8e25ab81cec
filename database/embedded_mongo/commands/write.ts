import type { Collation } from '../bson/collation.ts'
import { decode, decodeField } from '../bson/decode.ts'
import { encode, type Encodable } from '../bson/encode.ts'
import {
  isDoc,
  isNumeric,
  ObjectId,
  type RawDoc,
  typeName,
  type Doc,
  type Value,
} from '../bson/types.ts'
import { toDouble } from '../bson/numbers.ts'
import { failedToParse, MongoError } from '../errors.ts'
import { findRows } from '../query/find.ts'
import { compileFilter, type Matcher } from '../query/matcher.ts'
import { choosePlan } from '../query/planner.ts'
import { compileProjection } from '../query/projection.ts'
import { compileSort } from '../query/sort.ts'
import type { MatchDetails } from '../query/walk.ts'
import { catalogWriter, type Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import {
  checkIncoming,
  deleteRow,
  insertRow,
  readRow,
  replaceRow,
  type StoredDoc,
} from '../store/rows.ts'
import { enforceCap } from '../store/capped.ts'
import { compileUpdate, type Update } from '../update/update.ts'
import { upsertedDocument, withId } from '../update/upsert.ts'
import {
  arrayMember,
  collationMember,
  collectionName,
  docMember,
  findCollection,
  flagMember,
  OK,
  variablesOf,
  type Command,
  type CommandContext,
  type Reply,
} from './context.ts'
import { checkValid } from './validation.ts'
import { errorMembers } from './errors.ts'

/** One write of a command that can hold several; ordered ones end at the first error. */
export async function eachWrite<T>(
  context: CommandContext,
  writes: T[],
  perform: (write: T, index: number) => Promise<void> | void
): Promise<{ [name: string]: Encodable }[]> {
  const ordered = context.command.get('ordered') !== false
  const errors: { [name: string]: Encodable }[] = []
  for (const [index, write] of writes.entries()) {
    try {
      const pending = perform(write, index)
      if (pending) await pending
    } catch (error) {
      // in a transaction any error ends it; what isn't the client's fault ends the command
      if (context.transaction || !(error instanceof MongoError) || endsCommand(error)) throw error
      errors.push({ index, ...errorMembers(error) })
      if (ordered) break
    }
    if (context.pause.isDue()) await context.pause.take()
  }
  return errors
}

/** Interruptions, a full disk and the like: nothing that the next write of the command could survive. */
const endsCommand = ({ code }: MongoError) => [50, 96, 112, 11600, 11601, 14031].includes(code)

const MAX_WRITES = 100_000

function checkCount(writes: unknown[]): void {
  if (writes.length === 0 || writes.length > MAX_WRITES) {
    throw new MongoError(
      16,
      `Write batch sizes must be between 1 and ${MAX_WRITES}. Got ${writes.length} operations.`
    )
  }
}

/** The collection that a write goes to, which comes to be by the first document. */
export function ensureCollection(connection: Connection, context: CommandContext): Collection {
  return (
    findCollection(connection, context) ??
    catalogWriter.createCollection(connection, context.database, collectionName(context), new Map())
  )
}

/** The documents of a kind 1 section, or of the command's own array. */
function writesOf(context: CommandContext, name: string): Doc[] {
  const sequence = context.sequences.get(name)
  if (sequence) return sequence.map(({ bytes }) => decode(bytes))
  const inline = arrayMember(context.command, name, context.name) ?? []
  if (!inline.every(isDoc))
    throw new MongoError(14, `BSON field '${context.name}.${name}' must hold documents`)
  return inline
}

const insert: Command = {
  inTransactions: true,
  retryable: true,
  async run(context) {
    const documents = context.sequences.get('documents')
    if (!documents)
      throw new MongoError(40414, "BSON field 'insert.documents' is missing but a required field")
    checkCount(documents)
    collectionName(context)
    return context.write(async (connection) => {
      let collection: Collection | undefined
      let n = 0
      const errors = await eachWrite(context, documents, (document) => {
        checkIncoming(document)
        const bytes = bytesWithId(document)
        collection ??= ensureCollection(connection, context)
        checkValid(context, collection, () => decode(bytes))
        insertRow(connection, collection, bytes)
        n++
      })
      if (collection?.cap) enforceCap(connection, collection)
      return writeReply({ n }, errors)
    })
  },
}

/** The document as it is stored: with an `_id`, which stands in front. */
function bytesWithId({ bytes }: RawDoc): Uint8Array {
  const startsWithId = bytes[5] === 0x5f && bytes[6] === 0x69 && bytes[7] === 0x64 && bytes[8] === 0
  if (startsWithId) return bytes
  if (decodeField(bytes, '_id') !== undefined) return encode(withId(decode(bytes)))
  const result = Buffer.allocUnsafe(bytes.length + 17)
  result.writeInt32LE(result.length, 0)
  result.set([0x07, 0x5f, 0x69, 0x64, 0x00], 4)
  result.set(new ObjectId().id, 9)
  result.set(bytes.subarray(4), 21)
  return result
}

export function writeReply(members: Reply, errors: { [name: string]: Encodable }[]): Reply {
  return { ...members, ...(errors.length > 0 ? { writeErrors: errors } : {}), ok: OK }
}

/** What finds the documents of an update or a delete. */
interface Target {
  matcher: Matcher
  collation?: Collation
  hint?: Value
  sort: Doc | undefined
  multi: boolean
}

/**
 * The documents that a write is about. All are found before the first one is changed: a change could move
 * a document along the index that is being read.
 */
async function targetsOf(
  context: CommandContext,
  connection: Connection,
  collection: Collection,
  target: Target
): Promise<number[]> {
  const sort = compileSort(target.sort)
  const plan = choosePlan(connection, collection, { ...target, sort })
  const rids: number[] = []
  const rows = findRows(connection, collection, {
    plan,
    matcher: target.matcher,
    sort,
    skip: 0,
    limit: target.multi ? Number.POSITIVE_INFINITY : 1,
    collation: target.collation,
    pause: context.pause,
    statistics: { keysExamined: 0, docsExamined: 0 },
  })
  for await (const batch of rows) for (const { rid } of batch) rids.push(rid)
  return rids
}

interface Change {
  before: Doc
  after: Doc
  modified: boolean
}

function changeRow(
  context: CommandContext,
  connection: Connection,
  collection: Collection,
  row: StoredDoc,
  { update, matcher }: { update: Update; matcher: Matcher }
): Change {
  const before = decode(row.bytes)
  const details: MatchDetails = {}
  matcher.matches(before, details)
  const after = update.apply(before, details)
  const unchanged = Buffer.compare(encode(after), row.bytes) === 0
  if (!unchanged) {
    checkValid(context, collection, () => after)
    replaceRow(connection, collection, row, before, after)
  }
  return { before, after, modified: !unchanged }
}

function insertUpserted(
  context: CommandContext,
  connection: Connection,
  { update, matcher }: { update: Update; matcher: Matcher }
): Doc {
  const document = upsertedDocument(matcher, update)
  const collection = ensureCollection(connection, context)
  checkValid(context, collection, () => document)
  insertRow(connection, collection, encode(document))
  return document
}

export interface UpdateOutcome {
  matched: number
  modified: number
  upsertedId?: Value
}

/** Carries out one update statement. */
export async function performUpdate(
  context: CommandContext,
  connection: Connection,
  statement: Doc,
  names = { filter: 'q', update: 'u' }
): Promise<UpdateOutcome> {
  const collection = findCollection(connection, context)
  const collation = collationMember(statement, collection)
  const variables = new Map([...variablesOf(context.command), ...constantsOf(statement)])
  const filter = docMember(statement, names.filter) ?? new Map()
  const matcher = compileFilter(filter, { collation, variables })
  const update = compileUpdate(statement.get(names.update), {
    collation,
    variables,
    arrayFilters: statement.get('arrayFilters'),
  })
  const multi = flagMember(statement, 'multi')
  if (statement.has('sort')) {
    // the next version of MongoDB knows it; the one that is followed refuses it
    throw new MongoError(40415, `BSON field 'update.updates.sort' is an unknown field.`)
  }
  if (multi && update.kind === 'replace') {
    throw failedToParse('multi update is not supported for replacement-style update')
  }
  const target = {
    matcher,
    collation,
    hint: statement.get('hint'),
    sort: undefined,
    multi,
  }
  const outcome: UpdateOutcome = { matched: 0, modified: 0 }
  for (const rid of collection ? await targetsOf(context, connection, collection, target) : []) {
    const row = readRow(connection, collection as Collection, rid)
    if (!row) continue
    const { modified } = changeRow(context, connection, collection as Collection, row, {
      update,
      matcher,
    })
    outcome.matched++
    if (modified) outcome.modified++
    if (context.pause.isDue()) await context.pause.take()
  }
  if (outcome.matched === 0 && flagMember(statement, 'upsert')) {
    outcome.upsertedId = insertUpserted(context, connection, { update, matcher }).get('_id')
  }
  return outcome
}

/** The constants of a pipeline update. */
function constantsOf(statement: Doc): [string, Value][] {
  return [...(docMember(statement, 'c') ?? new Map<string, Value>())]
}

const update: Command = {
  inTransactions: true,
  retryable: true,
  async run(context) {
    const statements = writesOf(context, 'updates')
    checkCount(statements)
    collectionName(context)
    return context.write(async (connection) => {
      let n = 0
      let nModified = 0
      const upserted: { index: number; _id: Value }[] = []
      const errors = await eachWrite(context, statements, async (statement, index) => {
        const outcome = await performUpdate(context, connection, statement)
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

/** Carries out one delete statement and answers how many documents it deleted. */
export async function performDelete(
  context: CommandContext,
  connection: Connection,
  statement: Doc,
  multi: boolean,
  filterName = 'q'
): Promise<number> {
  const collection = findCollection(connection, context)
  const collation = collationMember(statement, collection)
  const variables = variablesOf(context.command)
  const matcher = compileFilter(docMember(statement, filterName) ?? new Map(), {
    collation,
    variables,
  })
  if (!collection) return 0
  let n = 0
  const target = { matcher, collation, hint: statement.get('hint'), sort: undefined, multi }
  for (const rid of await targetsOf(context, connection, collection, target)) {
    const row = readRow(connection, collection, rid)
    if (!row) continue
    deleteRow(connection, collection, row)
    n++
    if (context.pause.isDue()) await context.pause.take()
  }
  return n
}

const remove: Command = {
  inTransactions: true,
  retryable: true,
  async run(context) {
    const statements = writesOf(context, 'deletes')
    checkCount(statements)
    collectionName(context)
    return context.write(async (connection) => {
      let n = 0
      const errors = await eachWrite(context, statements, async (statement) => {
        const limit = statement.get('limit')
        if (!isNumeric(limit) || ![0, 1].includes(toDouble(limit))) {
          throw failedToParse(
            `The limit field in delete objects must be 0 or 1. Got ${isNumeric(limit) ? toDouble(limit) : typeName(limit)}`
          )
        }
        n += await performDelete(context, connection, statement, toDouble(limit) === 0)
      })
      return writeReply({ n }, errors)
    })
  },
}

const findAndModify: Command = {
  inTransactions: true,
  retryable: true,
  async run(context) {
    const { command } = context
    collectionName(context)
    const removing = flagMember(command, 'remove')
    const upserting = flagMember(command, 'upsert')
    const answersNew = flagMember(command, 'new')
    if (removing && (command.has('update') || answersNew || upserting)) {
      throw failedToParse(
        command.has('update')
          ? 'Cannot specify both an update and remove=true'
          : upserting
            ? 'Cannot specify both upsert=true and remove=true'
            : "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document"
      )
    }
    if (!removing && !command.has('update'))
      throw failedToParse('Either an update or remove=true must be specified')

    return context.write(async (connection) => {
      const collection = findCollection(connection, context)
      const collation = collationMember(command, collection)
      const variables = variablesOf(command)
      const matcher = compileFilter(docMember(command, 'query') ?? new Map(), {
        collation,
        variables,
      })
      const fields = docMember(command, 'fields')
      const project = (document: Doc): Doc =>
        fields && fields.size > 0
          ? compileProjection(fields, { language: 'find', collation, variables, matcher }).apply(
              document
            )
          : document
      const options = { collation, variables, arrayFilters: command.get('arrayFilters') }
      const compiled = removing ? undefined : compileUpdate(command.get('update'), options)
      const target = {
        matcher,
        collation,
        hint: command.get('hint'),
        sort: docMember(command, 'sort'),
        multi: false,
      }
      const [rid] = collection ? await targetsOf(context, connection, collection, target) : []
      const row = rid === undefined ? undefined : readRow(connection, collection as Collection, rid)
      if (!row || !collection) {
        if (!compiled || !upserting) {
          const seen = removing ? {} : { updatedExisting: false }
          return { lastErrorObject: { n: 0, ...seen }, value: null, ok: OK }
        }
        const document = insertUpserted(context, connection, { update: compiled, matcher })
        return {
          lastErrorObject: { n: 1, updatedExisting: false, upserted: document.get('_id') },
          value: answersNew ? project(document) : null,
          ok: OK,
        }
      }
      if (!compiled) {
        deleteRow(connection, collection, row)
        return { lastErrorObject: { n: 1 }, value: project(decode(row.bytes)), ok: OK }
      }
      const change = changeRow(context, connection, collection, row, { update: compiled, matcher })
      return {
        lastErrorObject: { n: 1, updatedExisting: true },
        value: project(answersNew ? change.after : change.before),
        ok: OK,
      }
    })
  },
}

export const writeCommands: Record<string, Command> = {
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
}
