import type { Encodable } from '../bson/encode.ts'
import { collationOf, type Collation } from '../bson/collation.ts'
import {
  Double,
  isDoc,
  isNumeric,
  typeName,
  type Doc,
  type RawDoc,
  type Value,
} from '../bson/types.ts'
import { toDouble, toInteger } from '../bson/numbers.ts'
import { badValue, MongoError } from '../errors.ts'
import { compileExpression } from '../aggregation/expression.ts'
import { Scope, type Variables } from '../aggregation/scope.ts'
import type { Pause } from '../pause.ts'
import type { Cursors } from '../sessions/cursors.ts'
import type { Session, Sessions } from '../sessions/sessions.ts'
import type { Snapshots } from '../sessions/snapshots.ts'
import type { Transaction } from '../sessions/transaction.ts'
import type { Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import type { Store } from '../store/store.ts'

export type Reply = { readonly [name: string]: Encodable }

/** State shared by all commands of a server. */
export interface ServerState {
  store: Store
  cursors: Cursors
  sessions: Sessions
  snapshots: Snapshots
  startedAt: number
  /** The server's address as reported in the handshake. */
  address: string
  /** Interval between two searches for expired documents. */
  housekeepingSeconds: number
  counters: { connections: number; operations: Record<string, number> }
}

/** The context of a running command. */
export interface CommandContext {
  server: ServerState
  name: string
  database: string
  command: Doc
  sequences: Map<string, RawDoc[]>
  connectionId: number
  session?: Session
  transaction?: Transaction
  pause: Pause
  deadline: number
  /** Reads committed data, or the transaction's snapshot. */
  read<T>(work: (connection: Connection) => Promise<T> | T): Promise<T>
  /** Runs an atomic write and resolves when it is on disk. */
  write<T>(work: (connection: Connection) => Promise<T> | T): Promise<T>
}

export interface Command {
  /** True if the command is allowed in transactions. */
  inTransactions?: boolean
  /** True if a retry receives the reply of the first attempt. */
  retryable?: boolean
  /** True if the command supports read concern `snapshot`. */
  inSnapshots?: boolean
  /** True if the command may only run on `admin`. */
  adminOnly?: boolean
  run(context: CommandContext): Promise<Reply>
}

const INVALID_DATABASE = /[/\\. "$*<>:|?\0]/

/** Returns the collection that a command names. @throws {MongoError} 73 InvalidNamespace */
export function collectionName({ command, name, database }: CommandContext): string {
  const collection = command.get(name)
  if (typeof collection !== 'string') {
    throw new MongoError(73, `collection name has invalid type ${typeName(collection)}`)
  }
  checkNamespace(database, collection)
  return collection
}

export function checkNamespace(database: string, collection: string): void {
  if (database === '' || database.length > 63 || INVALID_DATABASE.test(database)) {
    throw new MongoError(73, `Invalid database name: '${database}'`)
  }
  const invalid =
    collection === '' ||
    collection.startsWith('.') ||
    collection.includes('$') ||
    collection.includes('\0')
  if (invalid || Buffer.byteLength(`${database}.${collection}`) > 255) {
    throw new MongoError(73, `Invalid namespace specified '${database}.${collection}'`)
  }
}

export function findCollection(
  connection: Connection,
  context: CommandContext
): Collection | undefined {
  return connection.catalog().find(context.database, collectionName(context))
}

/** Returns an optional field that must be a document. @throws {MongoError} 14 TypeMismatch */
export function docMember(from: Doc, name: string, command = ''): Doc | undefined {
  const value = from.get(name)
  if (value === undefined || value === null) return undefined
  if (isDoc(value)) return value
  throw wrongType(command ? `${command}.${name}` : name, value, 'object')
}

export function arrayMember(from: Doc, name: string, command = ''): Value[] | undefined {
  const value = from.get(name)
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) return value
  throw wrongType(command ? `${command}.${name}` : name, value, 'array')
}

/** Returns an optional field that must be a non-negative integer. */
export function countMember(from: Doc, name: string): number | undefined {
  const value = from.get(name)
  if (value === undefined || value === null) return undefined
  if (!isNumeric(value)) throw wrongType(name, value, 'long')
  const number = Number(toInteger(value) ?? Math.trunc(toDouble(value)))
  if (number < 0) {
    throw new MongoError(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`)
  }
  return number
}

export const flagMember = (from: Doc, name: string): boolean => {
  const value = from.get(name)
  return value === true || (isNumeric(value) && toDouble(value) !== 0)
}

/** Creates the error for a field of the wrong type. */
export const wrongType = (name: string, value: Value | undefined, wanted: string) =>
  new MongoError(
    14,
    `BSON field '${name}' is the wrong type '${typeName(value)}', expected type '${wanted}'`
  )

export function collationMember(from: Doc, collection?: Collection): Collation | undefined {
  const spec = docMember(from, 'collation')
  return spec ? collationOf(spec) : collection?.collation
}

/** Evaluates the variables of a command's `let` and adds `$$NOW`. */
export function variablesOf(command: Doc): Variables {
  const variables = new Map<string, Value | undefined>([['NOW', new Date()]])
  const spec = docMember(command, 'let')
  if (!spec) return variables
  const scope = new Scope(new Map(), variables)
  for (const [name, value] of spec) {
    if (!/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) {
      throw badValue(`'${name}' is not a valid variable name`)
    }
    variables.set(name, compileExpression(value)(scope))
  }
  return variables
}

export const OK = new Double(1)
