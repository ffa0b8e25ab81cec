import { hostname } from 'node:os'
import { Double, ObjectId } from '../bson/types.ts'
import type { Encodable } from '../bson/encode.ts'
import { MongoError } from '../errors.ts'
import { SESSION_TIMEOUT_MINUTES } from '../sessions/sessions.ts'
import { countAll } from '../query/index_counts.ts'
import type { Collection } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import { MAX_DOCUMENT_SIZE } from '../store/rows.ts'
import { MAX_MESSAGE_SIZE } from '../wire/framing.ts'
import {
  collectionName,
  findCollection,
  OK,
  type Command,
  type CommandContext,
  type Reply,
} from './context.ts'

/** The MongoDB version whose behaviour this server follows. */
export const VERSION = '7.0.0'
const WIRE_VERSION = 21

const SET_NAME = 'embedded'
const SET_ID = new ObjectId('000000000000000000000001')

const hello: Command = {
  async run({ server, command, connectionId }) {
    const { address } = server
    return {
      ...(command.has('helloOk') ? { helloOk: true } : {}),
      ismaster: true,
      isWritablePrimary: true,
      secondary: false,
      setName: SET_NAME,
      setVersion: 1,
      electionId: SET_ID,
      hosts: [address],
      primary: address,
      me: address,
      maxBsonObjectSize: MAX_DOCUMENT_SIZE,
      maxMessageSizeBytes: MAX_MESSAGE_SIZE,
      maxWriteBatchSize: 100_000,
      localTime: new Date(),
      logicalSessionTimeoutMinutes: SESSION_TIMEOUT_MINUTES,
      connectionId,
      minWireVersion: 0,
      maxWireVersion: WIRE_VERSION,
      readOnly: false,
      ok: OK,
    }
  },
}

const ok = (members: Reply): Command => ({ run: async () => ({ ...members, ok: OK }) })

const buildInfo = ok({
  version: VERSION,
  versionArray: VERSION.split('.').map(Number).concat(0),
  gitVersion: '',
  modules: [],
  sysInfo: 'embedded',
  bits: 64,
  debug: false,
  maxBsonObjectSize: MAX_DOCUMENT_SIZE,
  storageEngines: ['embedded'],
})

const PARAMETERS: { [name: string]: Encodable } = {
  featureCompatibilityVersion: { version: '7.0' },
  authenticationMechanisms: [],
  enableTestCommands: false,
  transactionLifetimeLimitSeconds: 60,
}

const getParameter: Command = {
  adminOnly: true,
  async run({ command }) {
    const all = command.get('getParameter') === '*'
    const found = Object.entries(PARAMETERS).filter(([name]) => all || command.has(name))
    if (found.length === 0) throw new MongoError(72, 'no option found to get')
    return { ...Object.fromEntries(found), ok: OK }
  },
}

const setParameter: Command = {
  adminOnly: true,
  async run({ command, server }) {
    const seconds = command.get('ttlMonitorSleepSecs')
    if (typeof seconds !== 'number' || seconds < 1) {
      throw new MongoError(72, 'only ttlMonitorSleepSecs can be set, to 1 or more')
    }
    const was = server.housekeepingSeconds
    server.housekeepingSeconds = seconds
    return { was, ok: OK }
  },
}

const serverStatus: Command = {
  async run({ server }) {
    const seconds = Math.round((Date.now() - server.startedAt) / 1000)
    const memory = process.memoryUsage()
    return {
      host: hostname(),
      version: VERSION,
      process: 'embedded-mongo',
      pid: BigInt(process.pid),
      uptime: new Double(seconds),
      uptimeMillis: BigInt(Date.now() - server.startedAt),
      localTime: new Date(),
      connections: { current: server.counters.connections, available: 10_000 },
      mem: { resident: Math.round(memory.rss / 2 ** 20), virtual: 0, bits: 64 },
      opcounters: server.counters.operations,
      storageEngine: { name: 'embedded', persistent: true, supportsCommittedReads: true },
      repl: { setName: SET_NAME, isWritablePrimary: true, hosts: [server.address] },
      ok: OK,
    }
  },
}

/** Computes the sizes of a collection's documents and indexes in steps that yield to the event loop. */
async function sizesOf(context: CommandContext, connection: Connection, collection: Collection) {
  const sql = `SELECT count(*), coalesce(sum(n), 0), max(rid) FROM (SELECT rid, length(d) AS n FROM ${collection.table} WHERE rid > ? ORDER BY rid LIMIT 5000)`
  let [documents, bytes, last] = [0, 0, 0]
  for (;;) {
    const [count, size, max] = connection.get(sql, last) as [number, number, number]
    if (count === 0) break
    documents += count
    bytes += size
    last = max
    if (context.pause.isDue()) await context.pause.take()
  }
  const indexSizes: { [name: string]: number } = {}
  for (const index of collection.indexes) {
    const table = index.isId ? `sqlite_autoindex_${collection.table}_1` : index.table
    indexSizes[index.name] = await sizeOnDisk(context, table)
  }
  return { documents, bytes, storage: await sizeOnDisk(context, collection.table), indexSizes }
}

/** Computes a table's size from its pages. It uses its own connection so that all steps read the same snapshot. */
async function sizeOnDisk({ server, pause }: CommandContext, table: string): Promise<number> {
  const connection = server.store.acquire()
  try {
    let size = 0
    for (const [bytes] of connection.each('SELECT pgsize FROM dbstat WHERE name = ?', table)) {
      size += bytes as number
      if (pause.isDue()) await pause.take()
    }
    return size
  } finally {
    server.store.release(connection)
  }
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)

const collStats: Command = {
  async run(context) {
    const name = collectionName(context)
    return context.read(async (connection) => {
      const collection = findCollection(connection, context)
      const sizes = collection
        ? await sizesOf(context, connection, collection)
        : { documents: 0, bytes: 0, storage: 0, indexSizes: {} }
      const totalIndexSize = sum(Object.values(sizes.indexSizes))
      return {
        ns: `${context.database}.${name}`,
        size: sizes.bytes,
        count: sizes.documents,
        avgObjSize: sizes.documents > 0 ? Math.round(sizes.bytes / sizes.documents) : 0,
        storageSize: sizes.storage,
        capped: collection?.cap !== undefined,
        nindexes: collection?.indexes.length ?? 0,
        indexSizes: sizes.indexSizes,
        totalIndexSize,
        totalSize: sizes.storage + totalIndexSize,
        scaleFactor: 1,
        ok: OK,
      }
    })
  },
}

const dbStats: Command = {
  async run(context) {
    return context.read(async (connection) => {
      const collections = connection.catalog().collectionsOf(context.database)
      const sizes = []
      for (const collection of collections)
        sizes.push(await sizesOf(context, connection, collection))
      const objects = sum(sizes.map((one) => one.documents))
      const dataSize = sum(sizes.map((one) => one.bytes))
      const storageSize = sum(sizes.map((one) => one.storage))
      const indexSize = sum(sizes.flatMap((one) => Object.values(one.indexSizes)))
      return {
        db: context.database,
        collections: collections.length,
        views: 0,
        objects,
        avgObjSize: new Double(objects > 0 ? dataSize / objects : 0),
        dataSize,
        storageSize,
        indexes: sum(collections.map((one) => one.indexes.length)),
        indexSize,
        totalSize: storageSize + indexSize,
        scaleFactor: 1,
        ok: OK,
      }
    })
  },
}

const replSetGetStatus: Command = {
  adminOnly: true,
  async run({ server }) {
    return {
      set: SET_NAME,
      myState: 1,
      members: [
        { _id: 0, name: server.address, health: 1, state: 1, stateStr: 'PRIMARY', self: true },
      ],
      ok: OK,
    }
  },
}

const validate: Command = {
  async run(context) {
    const name = collectionName(context)
    return context.read(async (connection) => {
      const collection = findCollection(connection, context)
      if (!collection)
        throw new MongoError(
          26,
          `Collection '${context.database}.${name}' does not exist to validate.`
        )
      const nrecords = await countAll(connection, collection, context.pause)
      return {
        ns: collection.namespace,
        valid: true,
        nrecords,
        nIndexes: collection.indexes.length,
        ok: OK,
      }
    })
  },
}

const whatsmyuri: Command = {
  async run({ connectionId }) {
    return { you: `embedded:${connectionId}`, ok: OK }
  },
}

const getLog = ok({ totalLinesWritten: 0, log: [] })

export const diagnosticCommands: Record<string, Command> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: ok({}),
  buildInfo,
  buildinfo: buildInfo,
  getParameter,
  setParameter,
  serverStatus,
  collStats,
  collstats: collStats,
  dbStats,
  dbstats: dbStats,
  connectionStatus: ok({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
  hostInfo: ok({ system: { hostname: hostname() }, os: {}, extra: {} }),
  getCmdLineOpts: ok({ argv: [], parsed: {} }),
  replSetGetStatus,
  validate,
  whatsmyuri,
  getLog,
  top: ok({ totals: {} }),
}
