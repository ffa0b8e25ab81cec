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

/** What all commands of a server share. */
export interface ServerState {
  store: Store
  cursors: Cursors
  sessions: Sessions
  snapshots: Snapshots
  startedAt: number
  /** Where clients reach the server, as the handshake tells them. */
  address: string
  /** How often expired documents are looked for. */
  housekeepingSeconds: number
  counters: { connections: number; operations: Record<string, number> }
}

/** A command at work. */
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
  /** Reads what is committed, or what the transaction sees. */
  read<T>(work: (connection: Connection) => Promise<T> | T): Promise<T>
  /** Changes something, wholly or not at all, and resolves when it is on disk. */
  write<T>(work: (connection: Connection) => Promise<T> | T): Promise<T>
}

export interface Command {
  /** Whether a transaction may hold it. */
  inTransactions?: boolean
  /** Whether a second try gets the first one's reply. */
  retryable?: boolean
  /** Whether the read concern `snapshot` may be asked of it. */
  inSnapshots?: boolean
  /** Whether it only works on `admin`. */
  adminOnly?: boolean
  run(context: CommandContext): Promise<Reply>
}

const INVALID_DATABASE = /[/\\. "$*<>:|?\0]/

/** The collection that a command names. @throws {MongoError} 73 InvalidNamespace */
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

/** A member that must be a document where it is there. @throws {MongoError} 14 TypeMismatch */
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

/** A whole number that must not be negative. */
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

/** A member of another type than it must have. */
export const wrongType = (name: string, value: Value | undefined, wanted: string) =>
  new MongoError(
    14,
    `BSON field '${name}' is the wrong type '${typeName(value)}', expected type '${wanted}'`
  )

export function collationMember(from: Doc, collection?: Collection): Collation | undefined {
  const spec = docMember(from, 'collation')
  return spec ? collationOf(spec) : collection?.collation
}

/** The variables of a command's `let`, which later ones may not use; with `$$NOW`. */
export function variablesOf(command: Doc): Variables {
  const variables = new Map<string, Value | undefined>([['NOW', new Date()]])
  const spec = docMember(command, 'let')
  if (!spec) return variables
  const scope = new Scope(new Map(), variables)
  for (const [name, value] of spec) {
    if (!/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) {
      throw badValue(`'${name}' is not a valid name of a variable`)
    }
    variables.set(name, compileExpression(value)(scope))
  }
  return variables
}

export const OK = new Double(1)
