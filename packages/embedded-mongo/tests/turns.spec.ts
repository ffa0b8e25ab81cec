import { test } from '@japa/runner'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Long, MongoClient, type Document } from 'mongodb'
import { temporaryFolder } from './server.ts'

/** 50 ms of processor time, and a collection of garbage on a busy machine, where it takes longer. */
const LONGEST_TURN_MS = 75

/** So many documents that each command below goes through many turns. */
const MANY = 20_000

interface Item extends Document {
  _id: number
}

interface Work {
  name: string
  work(): Promise<unknown>
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

test.group('Requests that are much work', (group) => {
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
      name: 'the insertion of many documents',
      async work() {
        await many().createIndex({ tags: 1 })
        await many().insertMany(
          numbers(MANY).map((n) => ({ _id: n, rank: (n * 7919) % 10_007, tags: ['a', `b${n}`] }))
        )
      },
    },
    {
      name: 'the sort of many documents',
      work: () => many().find().sort({ rank: 1, tags: -1 }).toArray(),
    },
    {
      name: 'the count of many documents by the index of an array',
      work: () => many().countDocuments({ tags: 'a' }),
    },
    {
      name: 'groups as many as documents, and values chosen from all of them',
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
      name: 'an update that names 50,000 fields',
      work: () => update({ $set: Object.fromEntries(numbers(50_000).map((n) => [`f${n}`, n])) }),
    },
    { name: 'an update of a document of 50,000 fields', work: () => update({ $inc: { f1: 2 } }) },
    {
      name: 'findAndModify of a document of 8 MB',
      async work() {
        await items().insertOne({ _id: 2, list: numbers(300_000) })
        await items().findOneAndUpdate({ _id: 2 }, { $set: { seen: true } })
        await items().findOneAndDelete({ _id: 2 })
      },
    },
    {
      name: 'the end of 200,000 cursors',
      work() {
        const cursors = numbers(200_000).map((n) => Long.fromNumber(n + 1))
        return client.db().command({ killCursors: 'items', cursors })
      },
    },
    {
      name: 'the end of a transaction of 20,000 writes',
      work: () =>
        client.withSession(async (session) => {
          session.startTransaction()
          const written = numbers(20_000).map((n) => ({ _id: -1 - n }))
          await items().insertMany(written, { session })
          await session.abortTransaction()
        }),
    },
  ]
  test('let others have their turn: {name}')
    .with(much)
    .run(async ({ assert }, { work }) => {
      await longestTurn()
      await work()
      assert.isBelow(await longestTurn(), LONGEST_TURN_MS)
    })

  const tooMuch: { name: string; expression: Document }[] = [
    {
      name: 'a choice of 50,000 branches',
      expression: {
        $switch: { branches: numbers(50_000).map((n) => ({ case: { $eq: ['$a', n] }, then: n })) },
      },
    },
    {
      name: 'the sort of a long list',
      expression: {
        $sortArray: {
          input: { $map: { input: { $range: [0, 200_000] }, in: { $mod: ['$$this', 7919] } } },
          sortBy: 1,
        },
      },
    },
    { name: 'the trimming of a long text', expression: { $trim: { input: '$text' } } },
    { name: 'the parts of a long text', expression: { $size: { $split: ['$text', ' '] } } },
    {
      name: 'thousands of time zones',
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
  test('are an error where one value is too much: {name}')
    .with(tooMuch)
    .run(async ({ assert }, { expression }) => {
      const texts = client.db().collection<Document>('texts')
      await texts.updateOne({}, { $set: { text: ' '.repeat(8_000_000) } }, { upsert: true })
      await longestTurn()
      const work = texts.aggregate([{ $project: { result: expression } }]).toArray()
      await assert.rejects(() => work, /time limit/)
      assert.isBelow(await longestTurn(), LONGEST_TURN_MS)
    })

  test('are an error where a key of an index is too long', async ({ assert }) => {
    const keys = client.db().collection<Document>('keys')
    await keys.createIndex({ key: 1 }, { unique: true })
    await longestTurn()
    const key = 'x'.repeat(8_000_000)
    await assert.rejects(() => keys.insertOne({ key }), /no values of more than/)
    await assert.rejects(() => keys.insertOne({ _id: key as never }), /no values of more than/)
    assert.isBelow(await longestTurn(), LONGEST_TURN_MS)
  })
})

test.group('Requests that would fill the memory', (group) => {
  group.tap((one) => one.tags(['@slow']))

  test('are an error, and the server goes on', async ({ assert, cleanup }) => {
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
