import { decode, decodeField, decodeAsync } from '../bson/decode.ts'
import { MAX_SYNC_READ_BYTES } from '../bson/reader.ts'
import { encode, encodeAsync } from '../bson/encode.ts'
import { ObjectId, type RawDoc } from '../bson/types.ts'
import { MongoError } from '../errors.ts'
import { enforceCap } from '../store/capped.ts'
import type { Collection } from '../store/catalog.ts'
import { runSync, runInTurns } from '../pause.ts'
import { checkIncoming, insertRow } from '../store/rows.ts'
import { withId } from '../update/upsert.ts'
import type { Connection } from '../store/connection.ts'
import { collectionName, type Command, type CommandContext } from './context.ts'
import { checkValid } from './validation.ts'
import { checkCount, eachWrite, ensureCollection, writeReply } from './writes.ts'

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
        const inserted = () => void n++
        const make = () => (collection ??= ensureCollection(connection, context))
        if (document.bytes.length > MAX_SYNC_READ_BYTES)
          return insertLongDocument(context, connection, document, make).then(inserted)
        runSync(checkIncoming(document))
        const bytes = bytesWithId(document)
        const into = make()
        checkValid(context, into, () => decode(bytes))
        const writing = insertRow(connection, into, bytes)
        return writing ? writing.then(inserted) : inserted()
      })
      if (collection?.cap) await enforceCap(connection, collection)
      return writeReply({ n }, errors)
    })
  },
}

async function insertLongDocument(
  context: CommandContext,
  connection: Connection,
  given: RawDoc,
  make: () => Collection
): Promise<void> {
  const { pause } = context
  await runInTurns(checkIncoming(given), pause)
  const bytes = isIdInside(given.bytes)
    ? await encodeAsync(withId(await decodeAsync(given.bytes, pause)), pause)
    : bytesWithId(given)
  const collection = make()
  // decoding a document of several megabytes takes much longer than storing it
  const isLookedInto = collection.indexes.length > 1 || collection.validator !== undefined
  const document = isLookedInto ? await decodeAsync(bytes, pause) : undefined
  const read = () => document ?? decode(bytes)
  checkValid(context, collection, read)
  await insertRow(connection, collection, bytes, read)
}

const startsWithId = (bytes: Uint8Array) =>
  bytes[5] === 0x5f && bytes[6] === 0x69 && bytes[7] === 0x64 && bytes[8] === 0

/** Returns whether the `_id` is present but not the first field. */
const isIdInside = (bytes: Uint8Array) =>
  !startsWithId(bytes) && decodeField(bytes, '_id') !== undefined

/** Returns the document's bytes with the `_id` as first field, adding one if it is missing. */
function bytesWithId({ bytes }: RawDoc): Uint8Array {
  if (startsWithId(bytes)) return bytes
  if (isIdInside(bytes)) return encode(withId(decode(bytes)))
  const result = Buffer.allocUnsafe(bytes.length + 17)
  result.writeInt32LE(result.length, 0)
  result.set([0x07, 0x5f, 0x69, 0x64, 0x00], 4)
  result.set(new ObjectId().id, 9)
  result.set(bytes.subarray(4), 21)
  return result
}

export const insertCommands: Record<string, Command> = { insert }
