import { test } from '@japa/runner'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Long, MongoClient, type Document } from 'mongodb'
import { temporaryFolder } from './server.ts'

/** 50 ms on a machine that does nothing else; a busy one takes more of its time for the same work. */
const LONGEST_TURN_MS = 100

interface Item extends Document {
  _id: number
}

interface Work {
  name: string
  work(): Promise<unknown>
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

test.group('Requests that are much work', (group) => {
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
  const update = (change: Document) => items().updateOne({ _id: 1 }, change, { upsert: true })

  const much: Work[] = [
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
        await items().insertOne({ _id: 2, list: numbers(500_000) })
        await items().findOneAndUpdate({ _id: 2 }, { $set: { seen: true } })
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
})
