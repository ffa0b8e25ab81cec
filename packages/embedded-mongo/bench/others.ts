/*
 * Measures how long a ping waits while another process runs expensive operations on 100,000
 * documents of the embedded MongoDB server. When run as a script, this file is that other process.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { MongoClient, type Collection, type Document } from 'mongodb'
import { startMongoProcess } from './server_process.ts'

const DOCUMENTS = 100_000
const TARGET_MS = 50
const THIS_FILE = fileURLToPath(import.meta.url)

const document = (id: number): Document => ({
  _id: id,
  name: `item ${id}`,
  group: id % 500,
  rank: (id * 7919) % 10_007,
  tags: ['a', `b${id % 10}`],
  text: 'x'.repeat(200),
})

const numbers = (length: number) => Array.from({ length }, (_, n) => n)

function bigWork(items: Collection<Document>): Record<string, () => Promise<unknown>> {
  const aggregate = (...stages: Document[]) => items.aggregate(stages).toArray()
  return {
    'insertMany': () => items.insertMany(numbers(DOCUMENTS).map(document), { ordered: false }),
    'find, full collection scan': () => items.find({ text: 'nothing' }).toArray(),
    'find, catastrophic regular expression': () =>
      items
        .find({ text: /(x+)+y/ })
        .toArray()
        .catch(() => {}),
    'find, sorted in memory': () => items.find().sort({ rank: 1, name: -1 }).toArray(),
    'find, 100,000 values in $in': () =>
      items.find({ name: { $in: numbers(DOCUMENTS).map((n) => `item ${n * 3}`) } }).toArray(),
    '$group by a unique field': () => aggregate({ $group: { _id: '$name', n: { $sum: 1 } } }),
    '$group into one array': () => aggregate({ $group: { _id: null, all: { $push: '$rank' } } }),
    '$lookup without an index': () =>
      aggregate(
        { $limit: 5000 },
        { $lookup: { from: 'items', localField: 'rank', foreignField: 'rank', as: 'same' } },
        { $project: { n: { $size: '$same' } } }
      ),
    'distinct of a unique field': () => items.distinct('name'),
    'createIndexes': () =>
      items.createIndexes([{ key: { group: 1, rank: 1 } }, { key: { tags: 1 } }]),
    'countDocuments by an array index': () => items.countDocuments({ tags: { $gte: '' } }),
    'updateMany': () => items.updateMany({}, { $inc: { rank: 1 }, $set: { touched: true } }),
    'bulkWrite of 50,000 updates': () =>
      items.bulkWrite(
        numbers(50_000).map((_id) => ({
          updateOne: { filter: { _id: _id as never }, update: { $inc: { rank: 1 } } },
        })),
        { ordered: false }
      ),
    '$merge': () => aggregate({ $project: { name: 1, group: 1 } }, { $merge: { into: 'merged' } }),
    '$out': () => aggregate({ $project: { name: 1, group: 1 } }, { $out: 'out' }),
    'collStats': () => items.db.command({ collStats: 'items' }),
    'deleteMany of half': () => items.deleteMany({ _id: { $lt: DOCUMENTS / 2 } as never }),
    'drop': () => items.drop(),
  }
}

interface Report {
  name: string
  took?: number
}

/** Prints the duration of each operation and the longest ping during it. */
export async function measureOthers(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-mongo-'))
  const server = await startMongoProcess(folder)
  const client = await new MongoClient(server.uri).connect()
  let longest = 0
  let pinging = true
  const pings = (async () => {
    while (pinging) {
      const started = performance.now()
      await client.db().command({ ping: 1 })
      longest = Math.max(longest, performance.now() - started)
      await sleep(1)
    }
  })()
  console.log(
    `| work on ${DOCUMENTS} documents | duration in ms | longest ping in ms, ≤ ${TARGET_MS} |\n|---|---:|---:|`
  )
  const worker = fork(THIS_FILE, [server.uri])
  worker.on('message', ({ name, took }: Report) => {
    if (took !== undefined)
      console.log(`| ${name} | ${Math.round(took)} | ${Math.round(longest)} |`)
    longest = 0
    worker.send('go on')
  })
  await new Promise((resolve) => worker.once('exit', resolve))
  pinging = false
  await pings
  await client.close()
  await server.end()
  rmSync(folder, { recursive: true, force: true })
}

async function work(uri: string): Promise<void> {
  const client = await new MongoClient(uri).connect()
  const tell = async (report: Report) => {
    process.send?.(report)
    await new Promise((resolve) => process.once('message', resolve))
  }
  for (const [name, run] of Object.entries(bigWork(client.db('bench').collection('items')))) {
    await sleep(200)
    await tell({ name })
    const started = performance.now()
    await run()
    await tell({ name, took: performance.now() - started })
  }
  await client.close()
  process.disconnect()
}

if (process.argv[1] === THIS_FILE) await work(process.argv[2])
