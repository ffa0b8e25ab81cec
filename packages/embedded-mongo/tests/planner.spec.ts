import { test } from '@japa/runner'
import fc from 'fast-check'
import { type MongoClient, type Collection, type Document } from 'mongodb'
import { EJSON } from 'bson'
import { startedServer } from './server.ts'

/** Small values that often collide, of types that are compared with each other and of other types. */
const plain = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.constantFrom(1.5, null, 'a', 'b', true),
  fc.constantFrom(new Date(0), new Date(1))
)
const member = fc.oneof(
  plain,
  fc.array(plain, { maxLength: 3 }),
  fc.record({ b: fc.oneof(plain, fc.array(plain, { maxLength: 2 })) }),
  fc.array(fc.record({ b: plain }, { requiredKeys: [] }), { maxLength: 2 })
)
const stored = fc.record({ a: member, c: plain }, { requiredKeys: [] })

const condition = fc.oneof(
  plain,
  fc.array(plain, { maxLength: 2 }),
  fc.record({ $in: fc.array(plain, { maxLength: 3 }) }),
  fc
    .record({ $gt: plain, $lte: plain }, { requiredKeys: [] })
    .filter((one) => Object.keys(one).length > 0),
  fc.record({ $gte: plain }),
  fc.record({ $ne: plain }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $elemMatch: fc.record({ $gte: fc.integer({ min: 0, max: 4 }) }) }),
  fc.record({ $elemMatch: fc.record({ b: plain }) }),
  fc.record({ $not: fc.record({ $gt: plain }) }),
  fc.record({ $regex: fc.constantFrom('^a', 'b') })
)
const clause = fc.dictionary(fc.constantFrom('a', 'a.b', 'c'), condition, { maxKeys: 2 })
const filter = fc.oneof(
  clause,
  fc.array(clause, { minLength: 1, maxLength: 2 }).map(($or) => ({ $or }))
)

const INDEXES: [Document, Document][] = [
  [{ a: 1 }, {}],
  [{ 'a.b': 1 }, { sparse: true }],
  [{ c: 1, a: -1 }, {}],
  [{ 'a.b': -1, 'c': 1 }, {}],
  [{ c: -1 }, { partialFilterExpression: { c: { $gte: 1 } } }],
]

test.group('The planner', (group) => {
  let client: MongoClient
  let close: () => Promise<void>
  group.setup(async () => {
    ;({ client, close } = await startedServer())
    return () => close()
  })

  test('returns the same results with and without indexes', async ({ assert }) => {
    const db = client.db()
    await fc.assert(
      fc.asyncProperty(
        fc.array(stored, { minLength: 1, maxLength: 12 }),
        fc.array(filter, { minLength: 6, maxLength: 6 }),
        async (documents, filters) => {
          const [plainOnes, indexed] = [db.collection('plain'), db.collection('indexed')]
          await Promise.all([plainOnes.deleteMany({}), indexed.deleteMany({})])
          const numbered: Document[] = documents.map((one, _id) => ({ _id, ...one }))
          await plainOnes.insertMany(numbered)
          for (const [key, options] of INDEXES) await indexed.createIndex(key as never, options)
          try {
            await indexed.insertMany(numbered)
          } catch (error) {
            assert.equal((error as { code: number }).code, 171) // parallel arrays can't be indexed
            return
          }
          for (const one of filters) {
            const wanted = await idsOf(plainOnes, one)
            assert.deepEqual(await idsOf(indexed, one), wanted, EJSON.stringify(one))
            assert.equal(await indexed.countDocuments(one), wanted.length, EJSON.stringify(one))
            for (const field of ['a', 'a.b', 'c']) {
              assert.deepEqual(
                await indexed.distinct(field, one),
                await plainOnes.distinct(field, one),
                `${field} of ${EJSON.stringify(one)}`
              )
            }
            assert.deepEqual(
              await sortedIds(indexed, one),
              await sortedIds(plainOnes, one),
              EJSON.stringify(one)
            )
          }
        }
      ),
      { numRuns: 25, interruptAfterTimeLimit: 6000, endOnFailure: true }
    )
  }).timeout(20_000)

  test('explains which index it uses and how many keys and documents it examines', async ({
    assert,
  }) => {
    const items = client.db().collection<{ _id: number; group: number; rank: number }>('explained')
    await items.createIndex({ group: 1, rank: -1 })
    await items.insertMany(
      Array.from({ length: 200 }, (_, _id) => ({ _id, group: _id % 10, rank: _id }))
    )

    const found = await items
      .find({ group: 3 })
      .sort({ rank: -1 })
      .limit(5)
      .explain('executionStats')
    assert.equal(stageOf(found).stage, 'IXSCAN')
    assert.isAtMost(found.executionStats.totalDocsExamined, 5)
    assert.isAtMost(found.executionStats.totalKeysExamined, 5)

    const counted = await explain(items, { count: 'explained', query: { group: 3 } })
    assert.equal(stageOf(counted).stage, 'COUNT_SCAN')
    assert.equal(counted.executionStats.totalDocsExamined, 0)
    assert.approximately(counted.executionStats.totalKeysExamined, 20, 1) // MongoDB examines one more

    const different = await explain(items, { distinct: 'explained', key: 'group' })
    assert.equal(stageOf(different).stage, 'DISTINCT_SCAN')
    assert.approximately(different.executionStats.totalKeysExamined, 10, 1)
    assert.deepEqual(await items.distinct('group'), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    assert.deepEqual(
      await items.distinct('rank', { group: 3, rank: { $gt: 150 } }),
      [153, 163, 173, 183, 193]
    )

    const scanned = await items.find({ rank: 7 }).explain('executionStats')
    assert.equal(stageOf(scanned).stage, 'COLLSCAN')
    assert.equal(scanned.executionStats.totalDocsExamined, 200)
  })
})

async function idsOf(collection: Collection, query: Document): Promise<number[]> {
  const found = await collection.find(query).toArray()
  return found.map(({ _id }) => Number(_id)).sort((a, b) => a - b)
}

async function sortedIds(collection: Collection, query: Document): Promise<number[]> {
  const found = await collection.find(query).sort({ c: 1, _id: 1 }).toArray()
  return found.map(({ _id }) => Number(_id))
}

const explain = <T extends Document>(collection: Collection<T>, command: Document) =>
  collection.db.command({ explain: command, verbosity: 'executionStats' })

function stageOf(explained: Document): Document {
  let stage = explained.queryPlanner.winningPlan
  while (stage.inputStage) stage = stage.inputStage
  return stage
}
