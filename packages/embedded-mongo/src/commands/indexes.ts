import { decodeAsync } from '../bson/decode.ts'
import { display } from '../bson/display.ts'
import { isDoc, type Doc, type Value } from '../bson/types.ts'
import { MongoError } from '../errors.ts'
import { compileFilter } from '../query/matcher.ts'
import { sameKey } from '../query/planner.ts'
import { scan } from '../query/scan.ts'
import type { Collection, Index } from '../store/catalog.ts'
import { catalogWriter } from '../store/catalog_writer.ts'
import type { Connection } from '../store/connection.ts'
import { indexRow } from '../store/rows.ts'
import { fullCollation } from './collections.ts'
import {
  arrayMember,
  collectionName,
  findCollection,
  OK,
  type Command,
  type CommandContext,
} from './context.ts'
import { checkedSpec, isPresent, withCollation } from './index_specs.ts'
import { listReply } from './lists.ts'
import { ensureCollection } from './writes.ts'

const createIndexes: Command = {
  inTransactions: true,
  async run(context) {
    const name = collectionName(context)
    const given = arrayMember(context.command, 'indexes', 'createIndexes') ?? []
    if (given.length === 0) throw new MongoError(2, 'Must specify at least one index to create')
    const specs = given.map((spec) => checkedSpec(spec, name))
    return context.write(async (connection) => {
      const created = !findCollection(connection, context)
      let collection = ensureCollection(connection, context)
      const numIndexesBefore = collection.indexes.length
      let added = 0
      for (const spec of specs) {
        if (isPresent(collection, spec)) continue
        await buildIndex(context, connection, collection, withCollation(spec, collection))
        collection = findCollection(connection, context) as Collection
        added++
      }
      return {
        numIndexesBefore,
        numIndexesAfter: collection.indexes.length,
        createdCollectionAutomatically: created,
        ...(added === 0 ? { note: 'all indexes already exist' } : {}),
        ok: OK,
      }
    })
  },
}

async function buildIndex(
  context: CommandContext,
  connection: Connection,
  collection: Collection,
  spec: Doc
) {
  const index = catalogWriter.createIndex(connection, collection, spec)
  const { pause } = context
  const options = { pause, statistics: { keysExamined: 0, docsExamined: 0 } }
  const everything = compileFilter(new Map())
  const plan = { kind: 'collection', sorted: false, reverse: false } as const
  let multikey = false
  for await (const rows of scan(connection, collection, plan, everything, options)) {
    for (const { rid, bytes } of rows) {
      const document = await decodeAsync(bytes, pause)
      const indexed = indexRow(connection, collection, index, { rid, document })
      if (indexed.writing) await indexed.writing
      multikey ||= indexed.multikey
      if (pause.isDue()) await pause.take()
    }
  }
  if (multikey) catalogWriter.markMultikey(connection, index)
}

const listIndexes: Command = {
  async run(context) {
    const name = collectionName(context)
    return context.read((connection) => {
      const collection = findCollection(connection, context)
      if (!collection) throw new MongoError(26, `ns does not exist: ${context.database}.${name}`)
      return listReply(context, collection.indexes.map(describe), `${context.database}.${name}`)
    })
  },
}

function describe(index: Index): Doc {
  const collation = index.spec.get('collation')
  if (!isDoc(collation)) return index.spec
  if (collation.get('locale') === 'simple')
    return new Map([...index.spec].filter(([name]) => name !== 'collation'))
  return new Map([...index.spec, ['collation', fullCollation(collation)]])
}

const dropIndexes: Command = {
  async run(context) {
    const name = collectionName(context)
    const wanted = context.command.get('index')
    return context.write((connection) => {
      const collection = findCollection(connection, context)
      if (!collection) throw new MongoError(26, `ns not found ${context.database}.${name}`)
      for (const index of selected(collection, wanted)) catalogWriter.dropIndex(connection, index)
      return { nIndexesWas: collection.indexes.length, ok: OK }
    })
  },
}

function selected(collection: Collection, wanted: Value | undefined): Index[] {
  const others = collection.indexes.filter((index) => !index.isId)
  if (wanted === '*') return others
  if (Array.isArray(wanted)) return wanted.flatMap((one) => selected(collection, one))
  const found = collection.indexes.find((index) =>
    isDoc(wanted) ? sameKey(index.key, wanted) : index.name === wanted
  )
  if (!found) {
    throw new MongoError(
      27,
      isDoc(wanted)
        ? `can't find index with key: ${display(wanted)}`
        : `index not found with name [${String(wanted)}]`
    )
  }
  if (found.isId) throw new MongoError(72, 'cannot drop _id index')
  return [found]
}

export const indexCommands: Record<string, Command> = {
  createIndexes,
  listIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
}
