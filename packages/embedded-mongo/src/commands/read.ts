import { isNumeric, type Doc } from '../bson/types.ts'
import { toInteger } from '../bson/numbers.ts'
import { MongoError, notSupported } from '../errors.ts'
import { distinctValues } from '../query/distinct.ts'
import { findDocuments, soleDocument, type FindRequest } from '../query/find.ts'
import { compileFilter } from '../query/matcher.ts'
import { choosePlan } from '../query/planner.ts'
import { compileProjection } from '../query/projection_compiler.ts'
import { compileSort } from '../query/sort.ts'
import { Cursor, DEFAULT_BATCH_SIZE, type Item } from '../sessions/cursors.ts'
import type { Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import {
  arrayMember,
  collationMember,
  collectionName,
  countMember,
  docMember,
  findCollection,
  flagMember,
  OK,
  variablesOf,
  wrongType,
  type Command,
  type CommandContext,
  type Reply,
} from './context.ts'

/** Returns a cursor's first batch and keeps the cursor open if there may be more. */
export async function cursorReply(
  context: CommandContext,
  source: AsyncIterable<Item[]>,
  options: { namespace: string; batchSize: number; single: boolean }
): Promise<Reply> {
  const cursor = new Cursor(
    options.namespace,
    source,
    flagMember(context.command, 'noCursorTimeout')
  )
  const { batch, exhausted } = await cursor.next(options.batchSize, context.pause)
  const ended = exhausted || options.single
  if (ended) await cursor.close()
  else context.server.cursors.add(cursor)
  return {
    cursor: { firstBatch: batch, id: ended ? 0n : cursor.id, ns: options.namespace },
    ok: OK,
  }
}

const find: Command = {
  inTransactions: true,
  inSnapshots: true,
  async run(context) {
    const name = collectionName(context)
    const { command } = context
    if (flagMember(command, 'tailable')) throw notSupported('A tailable cursor')
    return context.read(async (connection) => {
      const collection = findCollection(connection, context)
      const limit = signedLimit(command)
      const request = collection && findRequest(context, connection, collection, command)
      if (!request) checkFind(command)
      const batchSize = countMember(command, 'batchSize') ?? DEFAULT_BATCH_SIZE
      const namespace = `${context.database}.${name}`
      const sole = request && batchSize > 0 && soleDocument(connection, collection, request)
      if (sole) return { cursor: { firstBatch: sole, id: 0n, ns: namespace }, ok: OK }
      const source = request ? findDocuments(connection, collection, request) : nothing()
      return cursorReply(context, source, {
        namespace,
        batchSize: Math.min(batchSize, Math.abs(limit) || batchSize),
        single:
          flagMember(command, 'singleBatch') || limit < 0 || (limit > 0 && limit <= batchSize),
      })
    })
  },
}

/** Validates a find command for a missing collection, so that invalid commands still fail. */
function checkFind(command: Doc): void {
  const variables = variablesOf(command)
  const matcher = compileFilter(docMember(command, 'filter', 'find') ?? new Map(), { variables })
  const sort = docMember(command, 'sort', 'find')
  if (!sort?.has('$natural')) compileSort(sort)
  const projection = docMember(command, 'projection', 'find')
  if (projection) compileProjection(projection, { language: 'find', variables, matcher })
}

async function* nothing(): AsyncGenerator<Item[]> {}

export function signedLimit(command: Doc): number {
  const limit = command.get('limit')
  return isNumeric(limit) ? Number(toInteger(limit) ?? 0n) : 0
}

/** Converts a find command to a request for the query engine. */
export function findRequest(
  context: Pick<CommandContext, 'pause'>,
  connection: Connection,
  collection: Collection,
  command: Doc
): FindRequest {
  const collation = collationMember(command, collection)
  const variables = variablesOf(command)
  const matcher = compileFilter(docMember(command, 'filter', 'find') ?? new Map(), {
    collation,
    variables,
  })
  const sortSpec = docMember(command, 'sort', 'find')
  const natural = sortSpec?.get('$natural')
  const sort = natural === undefined ? compileSort(sortSpec) : []
  const projection = docMember(command, 'projection', 'find')
  const plan = choosePlan(connection, collection, {
    matcher,
    sort,
    collation,
    hint: natural === undefined ? command.get('hint') : new Map([['$natural', natural]]),
    min: docMember(command, 'min'),
    max: docMember(command, 'max'),
  })
  return {
    plan,
    matcher,
    sort,
    skip: countMember(command, 'skip') ?? 0,
    limit: Math.abs(signedLimit(command)) || Number.POSITIVE_INFINITY,
    projection:
      projection && projection.size > 0
        ? compileProjection(projection, { language: 'find', collation, variables, matcher })
        : undefined,
    collation,
    hint: command.get('hint'),
    pause: context.pause,
    statistics: { keysExamined: 0, docsExamined: 0 },
  }
}

const getMore: Command = {
  inTransactions: true,
  async run({ command, server, database, pause, read }) {
    const id = command.get('getMore')
    if (typeof id !== 'bigint' && typeof id !== 'number') {
      throw wrongType('getMore.getMore', id, 'long')
    }
    const collection = command.get('collection')
    if (typeof collection !== 'string')
      throw new MongoError(14, "BSON field 'getMore.collection' is missing or has the wrong type")
    const cursor = server.cursors.get(BigInt(id))
    const namespace = `${database}.${collection}`
    if (cursor.namespace !== namespace) {
      throw new MongoError(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`
      )
    }
    const { batch, exhausted } = await read(() =>
      cursor.next(countMember(command, 'batchSize') || Number.POSITIVE_INFINITY, pause)
    )
    if (exhausted) await server.cursors.kill(cursor.id)
    return { cursor: { nextBatch: batch, id: exhausted ? 0n : cursor.id, ns: namespace }, ok: OK }
  },
}

const killCursors: Command = {
  inTransactions: true,
  async run({ command, server, pause }) {
    const killed: bigint[] = []
    const notFound: bigint[] = []
    for (const [at, id] of (arrayMember(command, 'cursors') ?? []).entries()) {
      if (typeof id !== 'bigint' && typeof id !== 'number')
        throw wrongType(`killCursors.cursors.${at}`, id, 'long')
      const cursor = BigInt(id)
      if (await server.cursors.kill(cursor)) killed.push(cursor)
      else notFound.push(cursor)
      if (pause.isDue()) await pause.take()
    }
    return {
      cursorsKilled: killed,
      cursorsNotFound: notFound,
      cursorsAlive: [],
      cursorsUnknown: [],
      ok: OK,
    }
  },
}

const distinct: Command = {
  inTransactions: true,
  inSnapshots: true,
  async run(context) {
    const { command, pause } = context
    const key = command.get('key')
    if (typeof key !== 'string') throw wrongType('distinct.key', key, 'string')
    const filter = docMember(command, 'query', 'distinct') ?? new Map()
    return context.read(async (connection) => {
      const collection = findCollection(connection, context)
      const collation = collationMember(command, collection)
      const matcher = compileFilter(filter, { collation })
      if (!collection) return { values: [], ok: OK }
      const values = await distinctValues(
        connection,
        collection,
        key,
        { matcher, collation, hint: command.get('hint') },
        { pause, statistics: { keysExamined: 0, docsExamined: 0 } }
      )
      return { values, ok: OK }
    })
  },
}

export const readCommands: Record<string, Command> = { find, getMore, killCursors, distinct }
