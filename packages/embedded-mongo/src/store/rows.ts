import { decode, decodeField } from '../bson/decode.ts'
import { encodeAsync } from '../bson/encode.ts'
import { validate } from '../bson/validate.ts'
import { encodeKey } from '../bson/key_encoding.ts'
import {
  BSONRegExp,
  isDoc,
  type RawDoc,
  typeName,
  Undefined,
  type Doc,
  type Value,
} from '../bson/types.ts'
import { MongoError } from '../errors.ts'
import { runSync, runInTurns, Pause, type Steps } from '../pause.ts'
import { display } from '../bson/display.ts'
import type { Collection, Index } from './catalog.ts'
import { catalogWriter } from './catalog_writer.ts'
import type { Connection } from './connection.ts'
import { checkKeyLength, identityOf, indexKeys } from './index_keys.ts'

export const MAX_DOCUMENT_SIZE = 16 * 1024 * 1024
const MAX_DOCUMENT_DEPTH = 100

/** A stored document and its row ID. */
export interface StoredDoc {
  rid: number
  bytes: Uint8Array
}

/** Number of entries written in one turn, within a few milliseconds. */
const MAX_SYNC_ENTRIES = 500

/** A write. It is synchronous if it is small, and otherwise yields to the event loop. */
type Writing = Promise<void> | void

/**
 * Inserts a document with its index entries. Its `_id` must be the first field.
 *
 * @param document the decoded bytes, if the caller has them
 */
export function insertRow(
  connection: Connection,
  collection: Collection,
  bytes: Uint8Array,
  document: () => Doc = () => decode(bytes)
): Writing {
  const id = decodeField(bytes, '_id') as Value
  checkId(id)
  checkSize(bytes)
  const key = encodeKey(id, collection.collation)
  checkKeyLength('_id_', key)
  if (connection.get(`SELECT 1 FROM ${collection.table} WHERE k = ?`, key)) {
    throw duplicateKey(collection, collection.indexes[0], new Map([['_id', id]]))
  }
  const entries = entriesOf(collection, document)
  for (const entry of entries) checkUnique(connection, collection, entry, undefined)

  const rid = connection.run(`INSERT INTO ${collection.table} (k, d) VALUES (?, ?)`, key, bytes)
  for (const { index, multikey } of entries) {
    if (multikey && !index.multikey) catalogWriter.markMultikey(connection, index)
  }
  return writeEntries(
    connection,
    Number(rid),
    entries.map(({ index, keys }) => ({ index, removed: [], added: keys }))
  )
}

interface EntryChange {
  index: Index
  removed: Buffer[]
  added: Buffer[]
}

/** Removes and adds index entries of one document. */
function writeEntries(connection: Connection, rid: number, changes: EntryChange[]): Writing {
  const count = changes.reduce((sum, { removed, added }) => sum + removed.length + added.length, 0)
  const steps = entryWrites(connection, rid, changes)
  return count > MAX_SYNC_ENTRIES ? runInTurns(steps, new Pause()) : runSync(steps)
}

function* entryWrites(connection: Connection, rid: number, changes: EntryChange[]): Steps {
  for (const { index, removed, added } of changes) {
    for (const key of removed)
      yield connection.run(`DELETE FROM ${index.table} WHERE k = ? AND rid = ?`, key, rid)
    for (const key of added)
      yield connection.run(`INSERT INTO ${index.table} (k, rid) VALUES (?, ?)`, key, rid)
  }
}

/** The result of an update to a document. */
export interface Replacement {
  before: Doc
  after: Doc
  /** `after` as BSON. */
  bytes: Uint8Array
}

/** Replaces a document with its updated version. The `_id` stays the same. */
export function replaceRow(
  connection: Connection,
  collection: Collection,
  { rid }: StoredDoc,
  { before, after, bytes }: Replacement
): Writing {
  checkSize(bytes)
  const changes = collection.indexes
    .slice(1)
    .filter((index) => mayDiffer(index, before, after))
    .map((index) => entryChanges(index, before, after))
  for (const { index, added } of changes) {
    checkUnique(connection, collection, { index, keys: added, document: () => after }, rid)
  }
  connection.run(`UPDATE ${collection.table} SET d = ? WHERE rid = ?`, bytes, rid)
  for (const { index, multikey } of changes) {
    if (multikey && !index.multikey) catalogWriter.markMultikey(connection, index)
  }
  return writeEntries(connection, rid, changes)
}

/** Returns whether an update may change the entries of an index, which requires a change to one of its fields. */
function mayDiffer({ fields }: Index, before: Doc, after: Doc): boolean {
  if (!fields) return true
  for (const name of fields) if (before.get(name) !== after.get(name)) return true
  return false
}

function entryChanges(index: Index, before: Doc, after: Doc) {
  const old = indexKeys(index, before)
  const { keys, multikey } = indexKeys(index, after)
  const had = new Set(old.keys.map(identityOf))
  const has = new Set(keys.map(identityOf))
  return {
    index,
    multikey,
    removed: old.keys.filter((key) => !has.has(identityOf(key))),
    added: keys.filter((key) => !had.has(identityOf(key))),
  }
}

/** @param document the decoded bytes, if the caller has them */
export function deleteRow(
  connection: Connection,
  collection: Collection,
  row: StoredDoc,
  document: () => Doc = () => decode(row.bytes)
): Writing {
  const entries = entriesOf(collection, document)
  connection.run(`DELETE FROM ${collection.table} WHERE rid = ?`, row.rid)
  return writeEntries(
    connection,
    row.rid,
    entries.map(({ index, keys }) => ({ index, removed: keys, added: [] }))
  )
}

/** Adds the entries of an existing document to an index under construction. */
export function indexRow(
  connection: Connection,
  collection: Collection,
  index: Index,
  { rid, document }: { rid: number; document: Doc }
): { multikey: boolean; writing: Writing } {
  const { keys, multikey } = indexKeys(index, document)
  checkUnique(connection, collection, { index, keys, document: () => document }, rid)
  return {
    multikey,
    writing: writeEntries(connection, rid, [{ index, removed: [], added: keys }]),
  }
}

export function readRow(connection: Connection, collection: Collection, rid: number) {
  const bytes = connection.value(`SELECT d FROM ${collection.table} WHERE rid = ?`, rid)
  return bytes === undefined ? undefined : { rid, bytes: bytes as Uint8Array }
}

interface Entries {
  index: Index
  keys: Buffer[]
  document: () => Doc
}

function entriesOf(
  collection: Collection,
  document: () => Doc
): (Entries & { multikey: boolean })[] {
  if (collection.indexes.length === 1) return []
  const decoded = document()
  return collection.indexes
    .slice(1)
    .map((index) => ({ index, ...indexKeys(index, decoded), document: () => decoded }))
}

function checkUnique(
  connection: Connection,
  collection: Collection,
  { index, keys, document }: Entries,
  ownRid: number | undefined
): void {
  if (!index.unique) return
  for (const key of keys) {
    const owner = connection.value(
      `SELECT rid FROM ${index.table} WHERE k = ? AND rid IS NOT ? LIMIT 1`,
      key,
      ownRid ?? null
    )
    if (owner !== undefined) throw duplicateKey(collection, index, keyValue(index, document(), key))
  }
}

/** Returns the duplicate values, keyed by the index's fields. */
function keyValue(index: Index, document: Doc, clashing: Buffer): Doc {
  const result: Doc = new Map()
  for (const { path } of index.parts)
    result.set(path, firstValue(document, path.split('.')) ?? null)
  // for an array, report the duplicate element
  for (const [path, value] of result) {
    if (!Array.isArray(value)) continue
    const guilty = value.find((element) => clashing.includes(encodeKey(element, index.collation)))
    result.set(path, guilty ?? value[0] ?? null)
  }
  return result
}

function firstValue(value: Value | undefined, path: string[]): Value | undefined {
  if (path.length === 0 || value === undefined) return value
  if (isDoc(value)) return firstValue(value.get(path[0]), path.slice(1))
  if (!Array.isArray(value)) return undefined
  const values = value
    .map((element) => firstValue(element, path))
    .filter((one) => one !== undefined)
  return values.length > 0 ? (values as Value[]) : undefined
}

function duplicateKey(collection: Collection, index: Index, value: Doc): MongoError {
  return new MongoError(
    11000,
    `E11000 duplicate key error collection: ${collection.namespace} index: ${index.name} dup key: ${display(value)}`,
    { info: { keyPattern: index.key, keyValue: value } }
  )
}

function checkId(id: Value): void {
  const [first] = isDoc(id) ? id.keys() : []
  if (first?.startsWith('$')) {
    throw new MongoError(
      52,
      `_id fields may not contain '$'-prefixed fields: ${first} is not valid for storage.`
    )
  }
  if (Array.isArray(id) || id instanceof BSONRegExp || id instanceof Undefined) {
    throw new MongoError(53, `The '_id' value cannot be of type ${typeName(id)}`)
  }
}

function checkSize(bytes: Uint8Array): void {
  if (bytes.length > MAX_DOCUMENT_SIZE) {
    throw new MongoError(
      10334,
      `BSONObj size: ${bytes.length} (0x${bytes.length.toString(16).toUpperCase()}) is invalid. Size must be between 0 and ${MAX_DOCUMENT_SIZE}(16MB)`
    )
  }
}

/**
 * Encodes a document built by this server for storage.
 *
 * @throws {MongoError} 15 Overflow if it is nested too deeply
 */
export const encodeStored = (document: Doc, pause: Pause): Buffer | Promise<Buffer> =>
  encodeAsync(document, pause, { maxDepth: MAX_DOCUMENT_DEPTH, maxSize: MAX_DOCUMENT_SIZE })

/**
 * Validates a document that a client sent for storage.
 *
 * @throws {MongoError} if it is invalid, too large or nested too deeply
 */
export function* checkIncoming(document: RawDoc): Steps {
  checkSize(document.bytes)
  yield* validate(document.bytes, MAX_DOCUMENT_DEPTH)
}
