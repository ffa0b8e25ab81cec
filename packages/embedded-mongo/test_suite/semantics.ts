import { test } from '@japa/runner'
import { Decimal128, Double, Long, MongoClient, type Collection, type Document } from 'mongodb'
import { connected, type TestSuiteOptions } from './connected.ts'

/**
 * Registers tests for queries, updates, aggregations, indexes, transactions and sessions as
 * applications use them.
 */
export function registerSemantics({ name, start }: TestSuiteOptions): void {
  test.group(`${name}, through the driver`, (group) => {
    let client: MongoClient
    let uri: string
    let items: Collection<Document>

    group.setup(async () => {
      const server = await connected(start)
      client = server.client
      uri = server.uri
      return server.close
    })
    group.each.setup(async () => {
      items = client.db().collection('items')
      await items.drop().catch(() => {})
    })

    const idsOf = async (filter: Document) => {
      const found = await items.find(filter).sort({ _id: 1 }).toArray()
      return found.map(({ _id }) => _id as unknown)
    }
    const insert = (documents: Document[]) => items.insertMany(documents)

    test('matches null with missing fields, but not in arrays of scalars', async ({ assert }) => {
      await insert([
        { _id: 1 },
        { _id: 2, a: null },
        { _id: 3, a: 4 },
        { _id: 4, a: [] },
        { _id: 5, a: [1] },
        { _id: 6, a: { b: 1 } },
        { _id: 7, a: [{ b: 1 }, {}] },
      ])
      assert.deepEqual(await idsOf({ 'a.b': null }), [1, 2, 3, 7])
      assert.deepEqual(await idsOf({ a: null }), [1, 2])
      assert.deepEqual(await idsOf({ 'a.b': { $exists: false } }), [1, 2, 3, 4, 5])
    })

    test('compares numbers exactly by value and preserves their types', async ({ assert }) => {
      const big = Long.fromString('9007199254740993')
      await insert([
        { _id: 1, n: big },
        { _id: 2, n: new Double(9007199254740992) },
        { _id: 3, n: Decimal128.fromString('9007199254740993') },
      ])
      assert.deepEqual(await idsOf({ n: big }), [1, 3])
      assert.deepEqual(await idsOf({ n: { $type: 'double' } }), [2])
      await items.updateMany({}, { $inc: { n: 1 } })
      assert.deepEqual(await idsOf({ n: { $type: 'long' } }), [1])
      assert.deepEqual(await idsOf({ n: { $type: 'decimal' } }), [3])
    })

    test('sorts across types, and arrays by their smallest or largest element', async ({
      assert,
    }) => {
      await insert([
        { _id: 'text', v: 'a' },
        { _id: 'list', v: [0, 9] },
        { _id: 'five', v: 5 },
        { _id: 'none' },
        { _id: 'date', v: new Date() },
      ])
      const order = async (direction: 1 | -1) => {
        const found = await items.find().sort({ v: direction }).toArray()
        return found.map(({ _id }) => String(_id))
      }
      assert.deepEqual(await order(1), ['none', 'list', 'five', 'text', 'date'])
      assert.deepEqual(await order(-1), ['date', 'text', 'list', 'five', 'none'])
    })

    test('reports the duplicate key of a unique index', async ({ assert }) => {
      await items.createIndex({ a: 1, b: 1 }, { unique: true })
      await items.insertOne({ a: 1, b: 'x' })
      const error = await items.insertOne({ a: 1, b: 'x' }).catch((caught) => caught)
      assert.equal(error.code, 11000)
      assert.deepEqual(error.keyPattern, { a: 1, b: 1 })
      assert.deepEqual(error.keyValue, { a: 1, b: 'x' })
      const many = await items
        .insertMany([{ a: 1, b: 'x' }, { a: 2 }, { a: 1, b: 'x' }], { ordered: false })
        .catch((caught) => caught)
      assert.equal(many.result.insertedCount, 1)
      assert.lengthOf(many.writeErrors, 2)
    })

    test('applies partial and sparse unique indexes only to the documents that they cover', async ({
      assert,
    }) => {
      await items.createIndex(
        { email: 1 },
        { unique: true, partialFilterExpression: { active: true } }
      )
      await items.createIndex({ code: 1 }, { unique: true, sparse: true })
      await insert([
        { email: 'a', active: false },
        { email: 'a', active: false },
        { email: 'a', active: true },
      ])
      await assert.rejects(() => items.insertOne({ email: 'a', active: true }), /E11000/)
      await assert.rejects(
        () => items.updateMany({ email: 'a' }, { $set: { active: true } }),
        /E11000/
      )
    })

    test('ignores case under a collation of strength 2, in queries and unique indexes', async ({
      assert,
    }) => {
      const collation = { locale: 'en', strength: 2 }
      await items.createIndex({ name: 1 }, { unique: true, collation })
      await insert([
        { _id: 1, name: 'Äpfel' },
        { _id: 2, name: 'zebra' },
      ])
      await assert.rejects(() => items.insertOne({ name: 'ÄPFEL' }), /E11000/)
      assert.equal(await items.countDocuments({ name: 'äpfel' }, { collation }), 1)
      const sorted = await items.find().sort({ name: 1 }).collation(collation).toArray()
      assert.deepEqual(
        sorted.map(({ _id }) => _id as unknown),
        [1, 2]
      )
    })

    test('updates with positional operators, upserts, array modifiers and pipelines', async ({
      assert,
    }) => {
      await insert([
        {
          _id: 1,
          list: [
            { k: 1, n: 1 },
            { k: 2, n: 1 },
          ],
          tags: ['a'],
        },
      ])
      await items.updateOne({ '_id': 1 as never, 'list.k': 2 }, { $inc: { 'list.$.n': 5 } })
      await items.updateOne(
        { _id: 1 as never },
        { $set: { 'list.$[one].seen': true } },
        { arrayFilters: [{ 'one.n': { $gt: 5 } }] }
      )
      await items.updateOne(
        { _id: 1 as never },
        { $push: { tags: { $each: ['c', 'b'], $sort: 1, $slice: -2 } } as never }
      )
      await items.updateOne({ _id: 1 as never }, [{ $set: { total: { $sum: '$list.n' } } }])
      assert.deepEqual(await items.findOne({ _id: 1 as never }), {
        _id: 1 as never,
        list: [
          { k: 1, n: 1 },
          { k: 2, n: 6, seen: true },
        ],
        tags: ['b', 'c'],
        total: 7,
      })
      const upsert = { $setOnInsert: { made: true }, $set: { x: 1 } }
      const made = await items.findOneAndUpdate({ 'a.b': 5 }, upsert, {
        upsert: true,
        returnDocument: 'after',
      })
      assert.deepInclude(made, { a: { b: 5 }, made: true, x: 1 })
    })

    test('aggregates with $lookup, $group, $facet and $merge', async ({ assert }) => {
      const others = client.db().collection<Document>('others')
      await others.drop()
      await insert([
        { _id: 1, kind: 'a', n: 2 },
        { _id: 2, kind: 'b', n: 3 },
        { _id: 3, kind: 'a', n: 4 },
      ])
      await others.insertMany([{ _id: 'a' as never, title: 'A' }])
      const [found] = await items
        .aggregate([
          { $lookup: { from: 'others', localField: 'kind', foreignField: '_id', as: 'of' } },
          { $unwind: '$of' },
          {
            $facet: {
              groups: [{ $group: { _id: '$of.title', sum: { $sum: '$n' }, mean: { $avg: '$n' } } }],
              top: [
                { $sort: { n: -1 } },
                { $limit: 1 },
                { $project: { _id: 0, half: { $divide: ['$n', 2] } } },
              ],
            },
          },
        ])
        .toArray()
      assert.deepEqual(found, { groups: [{ _id: 'A', sum: 6, mean: 3 }], top: [{ half: 2 }] })
      await items.aggregate([{ $project: { n: 1 } }, { $merge: { into: 'others' } }]).toArray()
      assert.equal(await others.countDocuments(), 4)
    })

    test('makes a transaction visible when it commits and discards it when it aborts', async ({
      assert,
    }) => {
      await insert([{ _id: 1, n: 0 }])
      await client.withSession(async (session) => {
        session.startTransaction()
        await items.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session })
        assert.equal(await items.countDocuments({ n: 1 }), 0)
        assert.equal(await items.countDocuments({ n: 1 }, { session }), 1)
        await session.commitTransaction()
        assert.equal(await items.countDocuments({ n: 1 }), 1)

        session.startTransaction()
        await items.insertOne({ _id: 2 as never }, { session })
        await session.abortTransaction()
        assert.equal(await items.countDocuments(), 1)
      })
    })

    test('retries conflicting transactions without losing an increment', async ({ assert }) => {
      await insert([{ _id: 1, n: 0 }])
      const increment = () =>
        client.withSession((session) =>
          session.withTransaction(async () => {
            const found = await items.findOne({ _id: 1 as never }, { session })
            await items.updateOne({ _id: 1 as never }, { $set: { n: found?.n + 1 } }, { session })
          })
        )
      await Promise.all(Array.from({ length: 8 }, increment))
      const { n } = (await items.findOne({ _id: 1 as never })) as Document
      assert.equal(n, 8)
    })

    test('shows a snapshot session the data as of its first read', async ({ assert }) => {
      await insert([{ _id: 1 }])
      await client.withSession({ snapshot: true }, async (session) => {
        assert.lengthOf(await items.find({}, { session }).toArray(), 1)
        await insert([{ _id: 2 }])
        assert.lengthOf(await items.find({}, { session }).toArray(), 1)
        assert.deepEqual(await items.distinct('_id', {}, { session }), [1])
      })
      assert.equal(await items.countDocuments(), 2)
    })

    test('executes a write only once if it is sent twice with the same number', async ({
      assert,
    }) => {
      // a separate client, because the driver numbers the writes of its sessions
      const other = await new MongoClient(uri).connect()
      await other.withSession(async (session) => {
        const command = () =>
          other.db().command(
            {
              update: 'items',
              updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }],
              txnNumber: Long.fromNumber(7),
            },
            { session }
          )
        const [first, second] = [await command(), await command()]
        assert.deepEqual(second.upserted, first.upserted)
      })
      await other.close()
      const stored = await items.findOne({})
      assert.equal(stored?.n, 1)
    })

    test("refuses documents that a validator's schema does not allow", async ({ assert }) => {
      await client.db().createCollection('items', {
        validator: {
          $jsonSchema: {
            bsonType: 'object',
            required: ['name'],
            properties: { name: { bsonType: 'string', minLength: 2 } },
          },
        },
      })
      await items.insertOne({ name: 'ab' })
      for (const refused of [{ name: 'a' }, { name: 1 }, {}]) {
        const error = await items.insertOne(refused).catch((caught) => caught)
        assert.equal(error.code, 121)
      }
    })
  })
}
