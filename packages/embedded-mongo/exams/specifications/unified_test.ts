import { MongoClient, type ClientSession, type Collection, type Db, type Document } from 'mongodb'
import { assertMatches } from './matching.ts'

interface Requirement {
  minServerVersion?: string
  maxServerVersion?: string
  topologies?: string[]
  serverless?: string
  auth?: boolean
}

interface CollectionData {
  databaseName: string
  collectionName: string
  documents: Document[]
  createOptions?: Document
}

interface Operation {
  name: string
  object: string
  arguments?: Document
  expectResult?: unknown
  expectError?: Document
  ignoreResultAndError?: boolean
  saveResultAsEntity?: string
}

export interface Test {
  description: string
  skipReason?: string
  runOnRequirements?: Requirement[]
  operations: Operation[]
  outcome?: CollectionData[]
}

export interface TestFile {
  schemaVersion?: string
  runOnRequirements?: Requirement[]
  createEntities?: Document[]
  initialData?: CollectionData[]
  tests?: Test[]
}

/** Signals that a test needs a feature that this runner or the server's version lacks. */
export class Unsupported extends Error {}

const SERVER_VERSION = [7, 0, 0]

/** Returns whether the test applies to a replica set of the server's version. */
export function isRunnable(file: TestFile, test: Test): boolean {
  return [file.runOnRequirements, test.runOnRequirements].every(
    (alternatives) => !alternatives || alternatives.some(isMet)
  )
}

function isMet({
  minServerVersion,
  maxServerVersion,
  topologies,
  serverless,
  auth,
}: Requirement): boolean {
  return (
    (!minServerVersion || compareVersions(SERVER_VERSION, minServerVersion) >= 0) &&
    (!maxServerVersion || compareVersions(SERVER_VERSION, maxServerVersion) <= 0) &&
    (!topologies || topologies.includes('replicaset')) &&
    serverless !== 'require' &&
    auth !== true
  )
}

function compareVersions(version: number[], other: string): number {
  const parts = other
    .split('.')
    .map((part) => (part === 'x' || part === '99' ? Infinity : Number(part)))
  for (const [at, part] of version.entries())
    if (part !== (parts[at] ?? 0)) return part - (parts[at] ?? 0)
  return 0
}

type Entity = MongoClient | Db | Collection | ClientSession | unknown

/** A test of the unified format, from creating its entities to checking its outcome. */
export class UnifiedTest {
  private readonly entities = new Map<string, Entity>()
  private readonly clients: MongoClient[] = []
  private readonly uri: string
  private readonly file: TestFile
  private readonly test: Test

  constructor(uri: string, file: TestFile, test: Test) {
    this.uri = uri
    this.file = file
    this.test = test
  }

  async run(): Promise<void> {
    const admin = await new MongoClient(this.uri).connect()
    this.clients.push(admin)
    try {
      await this.prepare(admin)
      for (const entity of this.file.createEntities ?? []) await this.create(entity)
      for (const operation of this.test.operations) await this.perform(operation)
      for (const { databaseName, collectionName, documents } of this.test.outcome ?? []) {
        const stored = await admin
          .db(databaseName)
          .collection(collectionName)
          .find()
          .sort({ _id: 1 })
          .toArray()
        assertMatches(stored, documents, this.entities, 'outcome', true)
      }
    } finally {
      for (const entity of this.entities.values()) if (isSession(entity)) await entity.endSession()
      for (const client of this.clients) await client.close()
    }
  }

  private async prepare(admin: MongoClient): Promise<void> {
    for (const { databaseName, collectionName, documents, createOptions } of this.file
      .initialData ?? []) {
      const db = admin.db(databaseName)
      await db.dropCollection(collectionName).catch(() => {})
      await db.createCollection(collectionName, createOptions)
      if (documents.length > 0) await db.collection(collectionName).insertMany(documents)
    }
  }

  private async create(entity: Document): Promise<void> {
    const [[kind, spec]] = Object.entries(entity)
    switch (kind) {
      case 'client': {
        const client = new MongoClient(this.uri, { ...spec.uriOptions, ...apiOf(spec) })
        this.clients.push(await client.connect())
        this.entities.set(spec.id, client)
        return
      }
      case 'database':
        this.entities.set(
          spec.id,
          this.get<MongoClient>(spec.client).db(spec.databaseName, spec.databaseOptions)
        )
        return
      case 'collection':
        this.entities.set(
          spec.id,
          this.get<Db>(spec.database).collection(spec.collectionName, spec.collectionOptions)
        )
        return
      case 'session':
        this.entities.set(
          spec.id,
          this.get<MongoClient>(spec.client).startSession(spec.sessionOptions)
        )
        return
      default:
        throw new Unsupported(kind)
    }
  }

  private get<T>(id: string): T {
    if (!this.entities.has(id)) throw new Unsupported(`entity ${id}`)
    return this.entities.get(id) as T
  }

  private async perform(operation: Operation): Promise<void> {
    let result: unknown
    try {
      result = await this.call(operation)
    } catch (error) {
      if (error instanceof Unsupported) throw error
      if (operation.ignoreResultAndError) return
      if (!operation.expectError) throw error
      this.checkError(error as Document, operation.expectError)
      return
    }
    if (operation.expectError) throw new Error(`${operation.name} should have failed`)
    if ('expectResult' in operation) {
      assertMatches(result, operation.expectResult, this.entities, operation.name)
    }
    if (operation.saveResultAsEntity) this.entities.set(operation.saveResultAsEntity, result)
  }

  private checkError(error: Document, expected: Document): void {
    if ('errorCode' in expected && error.code !== expected.errorCode) {
      throw new Error(`error ${expected.errorCode} expected, not ${error.code}: ${error.message}`)
    }
    if ('errorCodeName' in expected && error.codeName !== expected.errorCodeName) {
      throw new Error(
        `error ${expected.errorCodeName} expected, not ${error.codeName}: ${error.message}`
      )
    }
    const text = String(expected.errorContains ?? '').toLowerCase()
    if (!String(error.message).toLowerCase().includes(text)) {
      throw new Error(`an error with "${text}" expected, not: ${error.message}`)
    }
    if (expected.isClientError === true && 'codeName' in error) {
      throw new Error(`a client error was expected, not: ${error.message}`)
    }
    for (const label of expected.errorLabelsContain ?? []) {
      if (!error.hasErrorLabel?.(label))
        throw new Error(`the label ${label} is missing from: ${error.message}`)
    }
    if (expected.expectResult) {
      assertMatches(error.result, expected.expectResult, this.entities, "the error's result")
    }
  }

  private async call({ name, object, arguments: given = {} }: Operation): Promise<unknown> {
    if (object === 'testRunner') return this.onRunner(name, given)
    const target = this.get<Document>(object)
    const { session: sessionId, ...others } = given
    const session = sessionId === undefined ? undefined : this.get<ClientSession>(sessionId)
    const options = session ? { ...others, session } : { ...others }
    const run = OPERATIONS[name]
    if (!run) throw new Unsupported(name)
    if (name === 'withTransaction') {
      return (target as ClientSession).withTransaction(
        async () => {
          for (const operation of given.callback as Operation[]) await this.perform(operation)
        },
        {
          readConcern: given.readConcern,
          writeConcern: given.writeConcern,
          readPreference: given.readPreference,
        }
      )
    }
    return run(target as never, options)
  }

  private async onRunner(name: string, given: Document): Promise<void> {
    const session = given.session ? this.get<ClientSession>(given.session) : undefined
    switch (name) {
      case 'assertSessionTransactionState': {
        const active = session?.inTransaction() ?? false
        const expected = ['starting', 'in_progress'].includes(given.state)
        if (active !== expected)
          throw new Error(`the session's transaction should be ${given.state}`)
        return
      }
      case 'assertSessionNotDirty':
      case 'assertSessionUnpinned':
        return
      case 'assertCollectionExists':
      case 'assertCollectionNotExists': {
        const found = await this.clients[0]
          .db(given.databaseName)
          .listCollections({ name: given.collectionName })
          .toArray()
        if (found.length > 0 !== (name === 'assertCollectionExists')) throw new Error(name)
        return
      }
      case 'assertIndexExists':
      case 'assertIndexNotExists': {
        const collection = this.clients[0].db(given.databaseName).collection(given.collectionName)
        const exists = await collection.indexExists(given.indexName).catch(() => false)
        if (exists !== (name === 'assertIndexExists')) throw new Error(name)
        return
      }
      default:
        throw new Unsupported(name)
    }
  }
}

const isSession = (entity: unknown): entity is ClientSession =>
  typeof (entity as ClientSession | undefined)?.endSession === 'function'

const apiOf = ({ serverApi }: Document) => (serverApi ? { serverApi } : {})

type Run = (target: never, options: Document) => unknown

const OPERATIONS: Record<string, Run> = {
  aggregate: (on: Collection | Db, { pipeline, ...options }) =>
    on.aggregate(pipeline, options).toArray(),
  bulkWrite: (on: Collection, { requests, ...options }) => on.bulkWrite(requests, options),
  find: (on: Collection, { filter, ...options }) => on.find(filter, options).toArray(),
  findOne: (on: Collection, { filter, ...options }) => on.findOne(filter, options),
  count: (on: Collection, { filter, ...options }) => on.count(filter, options),
  countDocuments: (on: Collection, { filter, ...options }) => on.countDocuments(filter, options),
  estimatedDocumentCount: (on: Collection, options) => on.estimatedDocumentCount(options),
  distinct: (on: Collection, { fieldName, filter, ...options }) =>
    on.distinct(fieldName, filter ?? {}, options),
  insertOne: (on: Collection, { document, ...options }) => on.insertOne(document, options),
  insertMany: (on: Collection, { documents, ...options }) => on.insertMany(documents, options),
  updateOne: (on: Collection, { filter, update, ...options }) =>
    on.updateOne(filter, update, options),
  updateMany: (on: Collection, { filter, update, ...options }) =>
    on.updateMany(filter, update, options),
  replaceOne: (on: Collection, { filter, replacement, ...options }) =>
    on.replaceOne(filter, replacement, options),
  deleteOne: (on: Collection, { filter, ...options }) => on.deleteOne(filter, options),
  deleteMany: (on: Collection, { filter, ...options }) => on.deleteMany(filter, options),
  findOneAndUpdate: (on: Collection, { filter, update, ...options }) =>
    on.findOneAndUpdate(filter, update, { ...options, ...whichDocument(options) }),
  findOneAndReplace: (on: Collection, { filter, replacement, ...options }) =>
    on.findOneAndReplace(filter, replacement, { ...options, ...whichDocument(options) }),
  findOneAndDelete: (on: Collection, { filter, ...options }) =>
    on.findOneAndDelete(filter, options),
  createIndex: (on: Collection, { keys, ...options }) => on.createIndex(keys, options),
  dropIndex: (on: Collection, { name, ...options }) => on.dropIndex(name, options),
  listIndexes: (on: Collection, options) => on.listIndexes(options).toArray(),
  rename: (on: Collection, { to, ...options }) => on.rename(to, options),
  createCollection: (on: Db, { collection, ...options }) =>
    on.createCollection(collection, options).then(() => undefined),
  dropCollection: (on: Db, { collection, ...options }) => on.dropCollection(collection, options),
  modifyCollection: (on: Db, { collection, ...options }) =>
    on.command({ collMod: collection, ...options }),
  listCollections: (on: Db, { filter, ...options }) =>
    on.listCollections(filter, options).toArray(),
  listCollectionNames: (on: Db, { filter, ...options }) =>
    on.listCollections(filter, { ...options, nameOnly: true }).toArray(),
  runCommand: (on: Db, { command, commandName: _, ...options }) => on.command(command, options),
  runCursorCommand: (on: Db, { command, commandName: _, ...options }) =>
    on.runCursorCommand(command, options).toArray(),
  listDatabases: (on: MongoClient, options) => on.db('admin').admin().listDatabases(options),
  startTransaction: (on: ClientSession, options) => on.startTransaction(options),
  commitTransaction: (on: ClientSession) => on.commitTransaction(),
  abortTransaction: (on: ClientSession) => on.abortTransaction(),
  endSession: (on: ClientSession) => on.endSession(),
  withTransaction: () => undefined,
}

const whichDocument = ({ returnDocument }: Document) =>
  returnDocument ? { returnDocument: returnDocument.toLowerCase() } : {}
