import { test } from '@japa/runner'
import fc from 'fast-check'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Decimal128, Long, MongoClient, type Document } from 'mongodb'
import { encode } from '../src/bson/encode.ts'
import { startEmbeddedMongo, type EmbeddedMongo } from '../src/index.ts'
import { temporaryFolder } from './server.ts'

const RUNS = Number(process.env.EMBEDDED_MONGO_FUZZ ?? 150)

function message(opcode: number, body: Buffer, length = body.length + 16): Buffer {
  const header = Buffer.alloc(16)
  header.writeInt32LE(length, 0)
  header.writeInt32LE(1, 4)
  header.writeInt32LE(opcode, 12)
  return Buffer.concat([header, body])
}

const command = (members: Parameters<typeof encode>[0]) =>
  message(2013, Buffer.concat([Buffer.alloc(5), encode(members)]))

test.group('The wire protocol', (group) => {
  let server: EmbeddedMongo
  let port: number
  let folder: string
  let client: MongoClient

  group.setup(async () => {
    const place = temporaryFolder()
    folder = place.folder
    server = await startEmbeddedMongo({ folder, port: 0 })
    port = Number(/:(\d+)\//.exec(server.uri)?.[1])
    client = await new MongoClient(server.uri).connect()
    return async () => {
      await client.close()
      await server.close()
      place.remove()
    }
  })

  /** Sends bytes and resolves when the server has replied, closed the connection, or not reacted for 100 ms. */
  async function send(bytes: Buffer): Promise<void> {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.on('error', () => {})
    socket.end(bytes)
    socket.resume()
    await Promise.race([once(socket, 'close'), new Promise((resolve) => setTimeout(resolve, 100))])
    socket.destroy()
  }

  test('survives arbitrary bytes', async ({ assert }) => {
    const before = process.memoryUsage.rss()
    const valid = command({ find: 'x', filter: { a: { $gt: 1 } }, $db: 't' })
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((one) => Buffer.from(one)),
      fc.nat(valid.length).map((length) => valid.subarray(0, length)),
      fc.tuple(fc.nat(valid.length - 1), fc.nat(255)).map(([at, byte]) => {
        const changed = Buffer.from(valid)
        changed[at] = byte
        return changed
      }),
      fc
        .tuple(
          fc.constantFrom(1, 2004, 2012, 2013, 7),
          fc.uint8Array({ maxLength: 60 }),
          fc.integer()
        )
        .map(([opcode, body, length]) => message(opcode, Buffer.from(body), length))
    )
    await fc.assert(
      fc.asyncProperty(bytes, async (one) => send(one)),
      { numRuns: RUNS, interruptAfterTimeLimit: 5000 * Math.ceil(RUNS / 150) }
    )
    // an announced length must not allocate memory before its bytes arrive
    await Promise.all(
      Array.from({ length: 40 }, () => send(message(2013, Buffer.alloc(1000), 48_000_000)))
    )
    const { ok } = await client.db().command({ ping: 1 })
    assert.equal(ok, 1)
    assert.isBelow(process.memoryUsage.rss() - before, 150 * 2 ** 20)
  }).timeout(10_000 * Math.ceil(RUNS / 150))

  test("rejects unknown commands and operators with MongoDB's error codes", async ({ assert }) => {
    const items = client.db('t').collection('errors')
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 0,
        (error: { code: number }) => error.code
      )
    assert.equal(await codeOf(client.db().command({ nonsense: 1 })), 59)
    assert.equal(await codeOf(items.findOne({ a: { $foo: 1 } } as never)), 2)
    assert.equal(await codeOf(items.findOne({ $foo: 1 } as never)), 2)
    assert.equal(await codeOf(items.aggregate([{ $nonsense: 1 }]).toArray()), 40324)
    assert.equal(await codeOf(items.updateOne({}, { $foo: { a: 1 } } as never)), 9)
    assert.equal(await codeOf(items.aggregate([{ $changeStream: {} }]).toArray()), 115)
    assert.equal(await codeOf(items.find({}, { tailable: true }).toArray()), 115)
    assert.equal(await codeOf(client.db('t').command({ killCursors: 'x', cursors: ['y'] })), 14)
    assert.equal(
      await codeOf(client.db('a').command({ getMore: Long.fromNumber(99), collection: 'x' })),
      43
    )
    assert.equal(await codeOf(client.db('t').command({ find: '', filter: {} })), 73)
  })

  test('enforces the limits of size and depth', async ({ assert }) => {
    const items = client.db('t').collection<{ _id: number; text?: string; a?: unknown }>('limits')
    await items.insertOne({ _id: 1, text: 'x'.repeat(15 * 1024 * 1024) })
    await assert.rejects(
      () => items.updateOne({ _id: 1 }, { $set: { a: 'x'.repeat(2 ** 21) } }),
      /BSONObj size/
    )
    let deep: unknown = 1
    for (let depth = 0; depth < 120; depth++) deep = { a: deep }
    await assert.rejects(() => items.insertOne({ _id: 2, a: deep }), /nested object depth/)
    await items.drop()
  })

  test('aborts a catastrophic regular expression and answers other requests meanwhile', async ({
    assert,
  }) => {
    const items = client.db('t').collection('patterns')
    await items.insertOne({ text: `${'a'.repeat(40)}b` })
    const started = performance.now()
    const endless = assert.rejects(() => items.findOne({ text: /^(a+)+$/ }), /match limit exceeded/)
    await client.db().command({ ping: 1 })
    await endless
    assert.isBelow(performance.now() - started, 5000)
  })

  test('aborts excessive work within one document, wherever it occurs', async ({ assert }) => {
    const db = client.db('t')
    const items = db.collection<Document>('endless')
    await items.insertOne({ text: `${'a'.repeat(40)}b` })
    const range = { $range: [0, 100_000] }
    const loops = {
      $map: { input: range, in: { $size: { $filter: { input: range, cond: true } } } },
    }
    const started = performance.now()
    await assert.rejects(() => items.aggregate([{ $project: { loops } }]).toArray(), /time limit/)
    await assert.rejects(() => items.updateOne({}, [{ $set: { loops } }]), /time limit/)
    await assert.rejects(() => items.findOne({ text: /(a?){40}c/ }), /match limit exceeded/)
    await db.command({
      collMod: 'endless',
      validator: { $jsonSchema: { properties: { text: { pattern: '^(a|a)*$' } } } },
    })
    await assert.rejects(
      () => items.insertOne({ text: `${'a'.repeat(50)}b` }),
      /match limit exceeded/
    )
    assert.isBelow(performance.now() - started, 2000)
  })

  test('aborts values that grow without limit within one document', async ({ assert }) => {
    const items = client.db('t').collection<Document>('growing')
    await items.insertOne({ text: 'ab'.repeat(500_000) })
    const repeated = (times: number, initialValue: unknown, step: unknown) => ({
      $reduce: { input: { $range: [0, times] }, initialValue, in: step },
    })
    const tree = repeated(40, { a: 1 }, { a: '$$value', b: '$$value' })
    const digits = { $map: { input: { $range: [0, 100_000] }, in: { $pow: ['$$d', 1000] } } }
    for (const endless of [
      tree,
      { $eq: [tree, tree] },
      { $let: { vars: { d: Decimal128.fromString('1.0001') }, in: digits } },
      { $regexFindAll: { input: '$text', regex: 'a' } },
      { $replaceAll: { input: '$text', find: 'a', replacement: '$text' } },
    ]) {
      const started = performance.now()
      const work = items.aggregate([{ $project: { endless } }]).toArray()
      // which limit is hit first depends on the speed of the machine
      await assert.rejects(() => work, /time limit|too long|BSONObj size is more than/)
      assert.isBelow(performance.now() - started, 2000)
    }
  }).tags(['@slow'])

  test('stores, changes and finds documents with very many values', async ({ assert }) => {
    const items = client.db('t').collection<{ _id: number; list: number[] }>('many')
    const list = Array.from({ length: 200_000 }, (_, n) => n)
    await items.insertOne({ _id: 1, list })
    await items.updateOne({ _id: 1 }, { $push: { list: -1 } })
    const [found] = await items.find({ list: -1 }).sort({ list: 1 }).toArray()
    assert.deepEqual(found.list, [...list, -1])
    const counted = items.aggregate([{ $unwind: '$list' }, { $count: 'n' }])
    assert.deepEqual(await counted.toArray(), [{ n: 200_001 }])
    assert.lengthOf(await items.find({ _id: { $in: list } }).toArray(), 1)
    await items.createIndex({ other: 1 })
    const index = items.createIndex({ list: 1 })
    await assert.rejects(() => index, /time limit|limit of 20000 keys/)
    await items.drop()
  }).timeout(20_000)

  test('empties the tables of a dropped collection in small steps', async ({ assert }) => {
    const db = client.db('t')
    const items = db.collection<Document>('dropped')
    await items.createIndex({ n: 1 })
    await items.insertMany(Array.from({ length: 8000 }, (_, n) => ({ n })))
    const tables = () => {
      const database = new DatabaseSync(join(folder, 'mongo.sqlite'), { readOnly: true })
      const [row] = database
        .prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name GLOB '[ci][0-9]*'")
        .all()
      database.close()
      return row.n as number
    }
    const before = tables()
    await db.admin().command({ setParameter: 1, ttlMonitorSleepSecs: 1 })
    await items.drop()
    assert.equal(tables(), before)
    assert.equal(await items.countDocuments(), 0)
    for (let waited = 0; waited < 5000 && tables() > before - 2; waited += 100)
      await new Promise((resolve) => setTimeout(resolve, 100))
    assert.equal(tables(), before - 2)
  })

  test('answers other requests while it scans a large collection', async ({ assert }) => {
    const items = client.db('t').collection('big')
    const batch = Array.from({ length: 20_000 }, (_, n) => ({ n, text: 'x'.repeat(50) }))
    await items.insertMany(batch)
    const pinged = async () => {
      const started = performance.now()
      await client.db().command({ ping: 1 })
      return performance.now() - started
    }
    let idle = 0
    for (let count = 0; count < 100; count++) idle = Math.max(idle, await pinged())
    let longest = 0
    let scanning = true
    const scan = items
      .find({ text: 'nothing' })
      .toArray()
      .then(() => (scanning = false))
    while (scanning) longest = Math.max(longest, await pinged())
    await scan
    assert.isBelow(longest, 250 + 3 * idle) // 50 ms on an idle machine
    await assert.rejects(
      () => items.find({ $expr: { $eq: ['$n', -1] } }, { maxTimeMS: 1 }).toArray(),
      /time limit/
    )
  })
})
