import { decodeAsync } from '../bson/decode.ts'
import { MAX_SYNC_READ_BYTES } from '../bson/reader.ts'
import { isNumeric, typeName, type Doc } from '../bson/types.ts'
import { toDouble } from '../bson/numbers.ts'
import { failedToParse } from '../errors.ts'
import { compileFilter } from '../query/matcher.ts'
import type { Connection } from '../store/connection.ts'
import type { Collection } from '../store/catalog.ts'
import { deleteRow, type StoredDoc } from '../store/rows.ts'
import {
  collationMember,
  collectionName,
  docMember,
  findCollection,
  variablesOf,
  type Command,
  type CommandContext,
} from './context.ts'
import { eachTarget } from './targets.ts'
import { checkCount, eachWrite, statementOf, statementsOf, writeReply } from './writes.ts'

/** Deletes a document, yielding to the event loop if it is large. */
async function deleteFound(
  { pause }: CommandContext,
  connection: Connection,
  collection: Collection,
  row: StoredDoc
): Promise<void> {
  const isPlain = collection.indexes.length === 1 || row.bytes.length <= MAX_SYNC_READ_BYTES
  const document = isPlain ? undefined : await decodeAsync(row.bytes, pause)
  await deleteRow(connection, collection, row, document && (() => document))
}

/** Executes one delete statement and returns the number of deleted documents. */
async function performDelete(
  context: CommandContext,
  connection: Connection,
  statement: Doc,
  multi: boolean
): Promise<number> {
  const collection = findCollection(connection, context)
  const collation = collationMember(statement, collection)
  const variables = variablesOf(context.command)
  const matcher = compileFilter(docMember(statement, 'q') ?? new Map(), {
    collation,
    variables,
  })
  if (!collection) return 0
  let n = 0
  const target = { matcher, collation, hint: statement.get('hint'), sort: undefined, multi }
  await eachTarget(context, connection, collection, target, async (row) => {
    await deleteFound(context, connection, collection, row)
    n++
  })
  return n
}

const remove: Command = {
  inTransactions: true,
  retryable: true,
  async run(context) {
    const statements = statementsOf(context, 'deletes')
    checkCount(statements)
    collectionName(context)
    return context.write(async (connection) => {
      let n = 0
      const errors = await eachWrite(context, statements, async (given) => {
        const statement = await statementOf(given, context.pause)
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

export const deleteCommands: Record<string, Command> = { delete: remove }
