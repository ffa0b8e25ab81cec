import { decode, decodeAsync } from '../bson/decode.ts'
import { MAX_SYNC_READ_BYTES } from '../bson/reader.ts'
import type { Encodable } from '../bson/encode.ts'
import { isDoc, type Doc, type RawDoc } from '../bson/types.ts'
import { MongoError } from '../errors.ts'
import type { Pause } from '../pause.ts'
import { readLists } from '../query/value_lists.ts'
import type { Collection } from '../store/catalog.ts'
import { catalogWriter } from '../store/catalog_writer.ts'
import type { Connection } from '../store/connection.ts'
import {
  arrayMember,
  collectionName,
  findCollection,
  OK,
  type CommandContext,
  type Reply,
} from './context.ts'
import { errorMembers } from './errors.ts'

/** Runs the writes of a command. Ordered writes stop at the first error. */
export async function eachWrite<T>(
  context: CommandContext,
  writes: T[],
  perform: (write: T, index: number) => Promise<void> | undefined | void
): Promise<{ [name: string]: Encodable }[]> {
  const ordered = context.command.get('ordered') !== false
  const errors: { [name: string]: Encodable }[] = []
  for (const [index, write] of writes.entries()) {
    try {
      const pending = perform(write, index)
      if (pending) await pending
    } catch (error) {
      // any error aborts a transaction; errors that the client did not cause abort the command
      if (context.transaction || !(error instanceof MongoError) || endsCommand(error)) throw error
      errors.push({ index, ...errorMembers(error) })
      if (ordered) break
    }
    if (context.pause.isDue()) await context.pause.take()
  }
  return errors
}

/**
 * Returns whether an error, such as an interruption or a full disk, would also affect the command's
 * remaining writes.
 */
const endsCommand = ({ code }: MongoError) => [50, 96, 112, 292, 11600, 11601, 14031].includes(code)

const MAX_WRITES = 100_000

export function checkCount(writes: unknown[]): void {
  if (writes.length === 0 || writes.length > MAX_WRITES) {
    throw new MongoError(
      16,
      `Write batch sizes must be between 1 and ${MAX_WRITES}. Got ${writes.length} operations.`
    )
  }
}

/** Returns the collection of a write, creating it on the first insert. */
export function ensureCollection(connection: Connection, context: CommandContext): Collection {
  return (
    findCollection(connection, context) ??
    catalogWriter.createCollection(connection, context.database, collectionName(context), new Map())
  )
}

/** Returns the statements of a kind 1 section, still encoded, or those of the command's own array. */
export function statementsOf(context: CommandContext, name: string): (Doc | RawDoc)[] {
  const sequence = context.sequences.get(name)
  if (sequence) return sequence
  const inline = arrayMember(context.command, name, context.name) ?? []
  if (!inline.every(isDoc))
    throw new MongoError(14, `BSON field '${context.name}.${name}' must hold documents`)
  return inline
}

/** Decodes a write statement, yielding to the event loop if it is long. */
export function statementOf(given: Doc | RawDoc, pause: Pause): Doc | Promise<Doc> {
  if (isDoc(given)) return given
  return given.bytes.length > MAX_SYNC_READ_BYTES
    ? decodeLongStatement(given, pause)
    : decode(given.bytes)
}

async function decodeLongStatement({ bytes }: RawDoc, pause: Pause): Promise<Doc> {
  const statement = await decodeAsync(bytes, pause)
  await readLists(statement, pause)
  return statement
}

export function writeReply(members: Reply, errors: { [name: string]: Encodable }[]): Reply {
  return { ...members, ...(errors.length > 0 ? { writeErrors: errors } : {}), ok: OK }
}
