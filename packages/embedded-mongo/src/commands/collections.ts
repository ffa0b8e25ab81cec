import { Binary, isDoc, isNumeric, typeName, type Doc, type Value } from '../bson/types.ts'
import { toDouble } from '../bson/numbers.ts'
import { display } from '../bson/display.ts'
import { MongoError, notSupported } from '../errors.ts'
import { compileFilter } from '../query/matcher.ts'
import type { Collection } from '../store/catalog.ts'
import { catalogWriter } from '../store/catalog_writer.ts'
import { collationOf } from '../bson/collation.ts'
import {
  checkNamespace,
  collectionName,
  docMember,
  findCollection,
  flagMember,
  OK,
  type Command,
} from './context.ts'
import { listReply } from './lists.ts'

const OPTIONS = new Set([
  'capped',
  'size',
  'max',
  'validator',
  'validationLevel',
  'validationAction',
  'collation',
  'storageEngine',
  'indexOptionDefaults',
  'expireAfterSeconds',
  'changeStreamPreAndPostImages',
  'clusteredIndex',
  'timeseries',
])

const create: Command = {
  inTransactions: true,
  async run(context) {
    const { command, database } = context
    const name = collectionName(context)
    for (const feature of ['viewOn', 'encryptedFields']) {
      if (command.has(feature))
        throw notSupported(feature === 'viewOn' ? 'A view' : `The option ${feature}`)
    }
    const options: Doc = new Map([...command].filter(([member]) => OPTIONS.has(member)))
    if (options.has('capped')) options.set('capped', flagMember(command, 'capped'))
    if (options.get('capped') === true && !isNumeric(options.get('size'))) {
      throw new MongoError(72, "the 'size' field is required when 'capped' is true")
    }
    const validator = docMember(command, 'validator')
    if (validator) compileFilter(validator)
    collationOf(docMember(command, 'collation'))
    return context.write((connection) => {
      const existing = findCollection(connection, context)
      if (existing) {
        if (display(existing.options) === display(options)) return { ok: OK }
        throw new MongoError(
          48,
          `namespace ${database}.${name} already exists, but with different options: ${display(existing.options)}`
        )
      }
      catalogWriter.createCollection(connection, database, name, options)
      return { ok: OK }
    })
  },
}

const drop: Command = {
  async run(context) {
    const name = collectionName(context)
    return context.write((connection) => {
      const collection = findCollection(connection, context)
      // since version 7, dropping a missing collection is not an error
      if (!collection) return { ok: OK }
      const nIndexesWas = collection.indexes.length
      catalogWriter.dropCollection(connection, collection)
      return { nIndexesWas, ns: `${context.database}.${name}`, ok: OK }
    })
  },
}

const dropDatabase: Command = {
  async run(context) {
    const { database } = context
    return context.write(async (connection) => {
      for (const collection of connection.catalog().collectionsOf(database)) {
        catalogWriter.dropCollection(connection, collection)
        if (context.pause.isDue()) await context.pause.take()
      }
      return { dropped: database, ok: OK }
    })
  },
}

const renameCollection: Command = {
  adminOnly: true,
  async run(context) {
    const { command } = context
    const [from, to] = ['renameCollection', 'to'].map((member) =>
      splitNamespace(command.get(member))
    )
    checkNamespace(...to)
    return context.write((connection) => {
      const source = connection.catalog().find(...from)
      if (!source) throw new MongoError(26, `Source collection ${from.join('.')} does not exist`)
      const target = connection.catalog().find(...to)
      if (from.join('.') === to.join('.'))
        throw new MongoError(20, "Can't rename a collection to itself")
      if (target) {
        if (!flagMember(command, 'dropTarget')) throw new MongoError(48, 'target namespace exists')
        catalogWriter.dropCollection(connection, target)
      }
      catalogWriter.renameCollection(connection, source, ...to)
      return { ok: OK }
    })
  },
}

function splitNamespace(value: Value | undefined): [string, string] {
  if (typeof value !== 'string')
    throw new MongoError(14, `a namespace must be a string, not ${typeName(value)}`)
  const dot = value.indexOf('.')
  if (dot <= 0) throw new MongoError(73, `Invalid namespace specified '${value}'`)
  return [value.slice(0, dot), value.slice(dot + 1)]
}

const listCollections: Command = {
  async run(context) {
    const { command, database } = context
    const matcher = compileFilter(docMember(command, 'filter') ?? new Map())
    const nameOnly = flagMember(command, 'nameOnly')
    return context.read(async (connection) => {
      const described = connection.catalog().collectionsOf(database).map(describe)
      const matching = described.filter((one) => matcher.matches(one))
      const documents = nameOnly ? matching.map((one) => new Map([...one].slice(0, 2))) : matching
      return listReply(context, documents, `${database}.$cmd.listCollections`)
    })
  },
}

function describe(collection: Collection): Doc {
  const info: Doc = new Map<string, Value>([
    ['readOnly', false],
    ['uuid', new Binary(collection.uuid, 4)],
  ])
  const idIndex: Doc = new Map([...collection.indexes[0].spec])
  return new Map<string, Value>([
    ['name', collection.name],
    ['type', collection.options.has('timeseries') ? 'timeseries' : 'collection'],
    ['options', fullOptions(collection.options)],
    ['info', info],
    ['idIndex', idIndex],
  ])
}

/** Returns the options as MongoDB reports them, with the collation's defaults filled in. */
function fullOptions(options: Doc): Doc {
  const collation = options.get('collation')
  return isDoc(collation) ? new Map([...options, ['collation', fullCollation(collation)]]) : options
}

const COLLATION_DEFAULTS: [string, Value][] = [
  ['locale', 'simple'],
  ['caseLevel', false],
  ['caseFirst', 'off'],
  ['strength', 3],
  ['numericOrdering', false],
  ['alternate', 'non-ignorable'],
  ['maxVariable', 'punct'],
  ['normalization', false],
  ['backwards', false],
  ['version', '57.1'],
]

export const fullCollation = (collation: Doc): Doc => new Map([...COLLATION_DEFAULTS, ...collation])

const listDatabases: Command = {
  adminOnly: true,
  async run({ command, read }) {
    const matcher = compileFilter(docMember(command, 'filter') ?? new Map())
    const nameOnly = flagMember(command, 'nameOnly')
    return read((connection) => {
      const size = connection.value('PRAGMA page_count') as number
      const pageSize = connection.value('PRAGMA page_size') as number
      const databases = connection
        .catalog()
        .databases()
        .map((name): Doc =>
          nameOnly
            ? new Map([['name', name]])
            : new Map<string, Value>([
                ['name', name],
                ['sizeOnDisk', BigInt(size * pageSize)],
                ['empty', false],
              ])
        )
        .filter((one) => matcher.matches(one))
      return nameOnly
        ? { databases, ok: OK }
        : { databases, totalSize: BigInt(size * pageSize), ok: OK }
    })
  },
}

const collMod: Command = {
  async run(context) {
    const { command } = context
    collectionName(context)
    return context.write((connection) => {
      const collection = findCollection(connection, context)
      if (!collection) throw new MongoError(26, 'ns does not exist')
      const changed: Doc = new Map(collection.options)
      for (const name of [
        'validator',
        'validationLevel',
        'validationAction',
        'changeStreamPreAndPostImages',
      ]) {
        if (command.has(name)) changed.set(name, command.get(name) as Value)
      }
      const validator = docMember(command, 'validator')
      if (validator) compileFilter(validator)
      catalogWriter.changeOptions(connection, collection, changed)

      const wanted = docMember(command, 'index')
      if (!wanted) return { ok: OK }
      const index = collection.indexes.find(
        ({ name, key }) =>
          name === wanted.get('name') ||
          (wanted.has('keyPattern') && display(key) === display(wanted.get('keyPattern')))
      )
      if (!index)
        throw new MongoError(
          27,
          `cannot find index ${display(wanted)} for ns ${collection.namespace}`
        )
      const reply: Record<string, Value> = {}
      const spec: Doc = new Map(index.spec)
      for (const name of ['expireAfterSeconds', 'hidden', 'unique', 'prepareUnique']) {
        if (!wanted.has(name)) continue
        const value = wanted.get(name) as Value
        reply[`${name}_old`] = index.spec.get(name) ?? false
        reply[`${name}_new`] = isNumeric(value) ? toDouble(value) : value
        spec.set(name, value)
      }
      catalogWriter.changeIndex(connection, index, spec)
      return { ...reply, ok: OK }
    })
  },
}

export const collectionCommands: Record<string, Command> = {
  create,
  drop,
  dropDatabase,
  renameCollection,
  listCollections,
  listDatabases,
  collMod,
}
