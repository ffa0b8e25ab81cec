import { test } from '@japa/runner'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Long, MongoClient, type Document } from 'mongodb'
import { temporaryFolder } from './server.ts'

/** 50 ms of CPU time, plus a garbage collection, which takes longer on a busy machine. */
const LONGEST_TURN_MS = 75

/** Number of documents, large enough for each command below to take many turns. */
const MANY = 20_000

interface Item extends Document {
  _id: number
}

interface Work {
  name: string
  work(): Promise<unknown>
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

test.group('An expensive request', (group) => {
  group.tap((one) => one.tags(['@slow']))

  let client: MongoClient
  let longestTurn: () => Promise<number>

  group.setup(async () => {
    const { folder, remove } = temporaryFolder()
    const worker = new Worker(new URL('measured_server.ts', import.meta.url), {
      workerData: { folder },
      execArgv: [],
    })
    const [port] = await once(worker, 'message')
    client = await new MongoClient(`mongodb://127.0.0.1:${port}/t?directConnection=true`).connect()
    longestTurn = async () => {
      const told = once(worker, 'message')
      worker.postMessage('read')
      const [longest] = await told
      return longest as number
    }
    return async () => {
      await client.close()
      const ended = once(worker, 'exit')
      worker.postMessage('end')
      await ended
      remove()
    }
  })

  const items = () => client.db().collection<Item>('items')
  const many = () => client.db().collection<Item>('many')
  const update = (change: Document) => items().updateOne({ _id: 1 }, change, { upsert: true })

  const much: Work[] = [
    {
      name: 'insert of many documents',
      async work() {
        await many().createIndex({ tags: 1 })
        await many().insertMany(
          numbers(MANY).map((n) => ({ _id: n, rank: (n * 7919) % 10_007, tags: ['a', `b${n}`] }))
        )
      },
    },
    {
      name: 'sort of many documents',
      work: () => many().find().sort({ rank: 1, tags: -1 }).toArray(),
    },
    {
      name: 'count of many documents by a multikey index',
      work: () => many().countDocuments({ tags: 'a' }),
    },
    {
      name: 'one group per document, with values selected from all documents',
      work: () =>
        many()
          .aggregate([
            { $group: { _id: '$_id', rank: { $first: '$rank' } } },
            {
              $group: {
                _id: null,
                least: { $minN: { n: 10_000, input: '$rank' } },
                top: { $topN: { n: 10_000, sortBy: { rank: 1 }, output: '$_id' } },
                median: { $median: { input: '$rank', method: 'approximate' } },
              },
            },
          ])
          .toArray(),
    },
    {
      name: '20,000 buckets',
      work: () =>
        many()
          .aggregate([{ $bucket: { groupBy: '$rank', boundaries: numbers(20_000) } }])
          .toArray(),
    },
    {
      name: 'a hundred stages',
      work: () =>
        many()
          .aggregate(numbers(100).map((n) => ({ $set: { [`f${n}`]: n } })))
          .limit(200)
          .toArray(),
    },
    {
      name: '$in of 300,000 values',
      work: () => many().findOne({ rank: { $in: numbers(300_000) } }),
    },
    {
      name: '$addToSet of 100,000 values',
      work: () => update({ $addToSet: { a: { $each: numbers(100_000) } } }),
    },
    {
      name: '$pull of 100,000 values',
      work: () => update({ $pull: { a: { $in: numbers(100_000) } } }),
    },
    {
      name: '$pullAll of 100,000 values',
      work: () => update({ $pullAll: { a: numbers(100_000) } }),
    },
    {
      name: 'update of 50,000 fields',
      work: () => update({ $set: Object.fromEntries(numbers(50_000).map((n) => [`f${n}`, n])) }),
    },
    { name: 'update of a document with 50,000 fields', work: () => update({ $inc: { f1: 2 } }) },
    {
      name: 'findAndModify of an 8 MB document',
      async work() {
        await items().insertOne({ _id: 2, list: numbers(300_000) })
        await items().findOneAndUpdate({ _id: 2 }, { $set: { seen: true } })
        await items().findOneAndDelete({ _id: 2 })
      },
    },
    {
      name: 'closing of 200,000 cursors',
      work() {
        const cursors = numbers(200_000).map((n) => Long.fromNumber(n + 1))
        return client.db().command({ killCursors: 'items', cursors })
      },
    },
    {
      name: 'abort of a transaction with 20,000 writes',
      work: () =>
        client.withSession(async (session) => {
          session.startTransaction()
          const written = numbers(20_000).map((n) => ({ _id: -1 - n }))
          await items().insertMany(written, { session })
          await session.abortTransaction()
        }),
    },
  ]
  test('yields to other requests: {name}')
    .with(much)
    .run(async ({ assert }, { work }) => {
      await longestTurn()
      await work()
      assert.isBelow(await longestTurn(), LONGEST_TURN_MS)
    })

  const tooMuch: { name: string; expression: Document }[] = [
    {
      name: '$switch with 50,000 branches, for many values',
      expression: {
        $map: {
          input: { $range: [0, 100] },
          in: {
            $switch: {
              branches: numbers(50_000).map((n) => ({ case: { $eq: ['$a', n] }, then: n })),
              default: null,
            },
          },
        },
      },
    },
    {
      name: 'sort of a long list',
      expression: {
        $sortArray: {
          input: { $map: { input: { $range: [0, 200_000] }, in: { $mod: ['$$this', 7919] } } },
          sortBy: 1,
        },
      },
    },
    { name: 'trim of a long text', expression: { $trim: { input: '$text' } } },
    { name: 'split of a long text', expression: { $size: { $split: ['$text', ' '] } } },
    {
      name: 'thousands of time zone conversions',
      expression: {
        $map: {
          input: { $range: [0, 50_000] },
          in: {
            $hour: {
              date: { $toDate: { $multiply: ['$$this', Long.fromNumber(30_000_000)] } },
              timezone: 'Europe/Berlin',
            },
          },
        },
      },
    },
  ]
  test('fails if a single value takes too long: {name}')
    .with(tooMuch)
    .run(async ({ assert }, { expression }) => {
      const texts = client.db().collection<Document>('texts')
      await texts.updateOne({}, { $set: { text: ' '.repeat(8_000_000) } }, { upsert: true })
      await longestTurn()
      const work = texts.aggregate([{ $project: { result: expression } }]).toArray()
      await assert.rejects(() => work, /time limit/)
      assert.isBelow(await longestTurn(), LONGEST_TURN_MS)
    })

  test('fails if an index key is too long', async ({ assert }) => {
    const keys = client.db().collection<Document>('keys')
    await keys.createIndex({ key: 1 }, { unique: true })
    await longestTurn()
    const key = 'x'.repeat(8_000_000)
    await assert.rejects(() => keys.insertOne({ key }), /the maximum is/)
    await assert.rejects(() => keys.insertOne({ _id: key as never }), /the maximum is/)
    assert.isBelow(await longestTurn(), LONGEST_TURN_MS)
  })
})

test.group('A request that exceeds the memory limit', (group) => {
  group.tap((one) => one.tags(['@slow']))

  test('fails and leaves the server running', async ({ assert, cleanup }) => {
    const { folder, remove } = temporaryFolder()
    const worker = new Worker(new URL('measured_server.ts', import.meta.url), {
      workerData: { folder },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 400 },
    })
    const [port] = await once(worker, 'message')
    const uri = `mongodb://127.0.0.1:${port}/t?directConnection=true`
    const client = await new MongoClient(uri).connect()
    cleanup(async () => {
      await client.close()
      await worker.terminate()
      remove()
    })
    const items = client.db().collection<Item>('items')
    await items.insertMany(numbers(5000).map((n) => ({ _id: n })))

    const longList = { $project: { list: { $range: [0, 20_000] } } }
    const all = { $group: { _id: null, all: { $push: '$$ROOT' } } }
    const work = items.aggregate([longList, all]).toArray()

    await assert.rejects(() => work, /memory limit/)
    assert.equal(await items.countDocuments({}), 5000)
  })
})
