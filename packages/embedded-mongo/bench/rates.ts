/*
 * Measures the embedded MongoDB server through the official driver with 50 concurrent operations:
 *
 *   npm run bench:mongo                 rates relative to ping in the same run
 *   npm run bench:mongo -- --growth     rates at 10,000 and at 1,000,000 documents (takes minutes)
 *   npm run bench:mongo -- --others     ping latency while another client runs expensive operations
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient, type Collection } from 'mongodb'
import { measureOthers } from './others.ts'
import { startMongoProcess } from './server_process.ts'
import { startEmbeddedMongo } from '../src/index.ts'

const CONCURRENCY = 50
const ROUND_MS = 1500
const ROUNDS = 3

interface Item {
  _id: number
  name: string
  group: number
  rank: number
  text: string
}

const item = (id: number): Item => ({
  _id: id,
  name: `item ${id}`,
  group: id % 500,
  rank: (id * 7919) % 10_007,
  text: 'x'.repeat(200),
})

/** Measures operations per second at a concurrency of 50. */
async function rateOf(operation: () => Promise<unknown>, duration = ROUND_MS): Promise<number> {
  const start = performance.now()
  let count = 0
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (performance.now() - start < duration) {
        await operation()
        count++
      }
    })
  )
  return (count / (performance.now() - start)) * 1000
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

async function fill(items: Collection<Item>, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 5000) {
    const batch = Array.from({ length: Math.min(5000, to - at) }, (_, offset) => item(at + offset))
    await items.insertMany(batch)
  }
}

function operationsOn(client: MongoClient, items: Collection<Item>, size: number) {
  let next = 10_000_000 + Math.floor(Math.random() * 1_000_000_000)
  const anyId = () => Math.floor(Math.random() * size)
  return {
    'ping': () => client.db().command({ ping: 1 }),
    'findOne by _id': () => items.findOne({ _id: anyId() }),
    'insertOne, two indexes': () => items.insertOne(item(next++)),
    'updateOne $inc': () => items.updateOne({ _id: anyId() }, { $inc: { rank: 1 } }),
    'find 20, index and sort': () =>
      items
        .find({ group: anyId() % 500 })
        .sort({ rank: 1 })
        .limit(20)
        .toArray(),
    'transaction, two writes': () =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          await items.updateOne({ _id: anyId() }, { $inc: { rank: 1 } }, { session })
          await items.insertOne(item(next++), { session })
        })
      ),
  }
}

const TARGETS: Record<string, number> = {
  'findOne by _id': 0.7,
  'insertOne, two indexes': 0.7,
  'updateOne $inc': 0.6,
  'find 20, index and sort': 0.35,
  'transaction, two writes': 0.06,
}

/** Target rate as a share of the rate at 10,000 documents. */
const GROWTH_TARGET = 0.7
const GROWING = ['findOne by _id', 'insertOne, two indexes', 'find 20, index and sort']

async function measure(client: MongoClient, items: Collection<Item>, size: number) {
  const operations = Object.entries(operationsOn(client, items, size))
  const rates: Record<string, number[]> = {}
  for (const [, operation] of operations) await rateOf(operation, 300)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, operation] of operations) (rates[name] ??= []).push(await rateOf(operation))
  }
  return Object.fromEntries(Object.entries(rates).map(([name, values]) => [name, median(values)]))
}

/** Measures a process that runs only the server on the large file: opening time, and memory under load. */
async function measureProcess(dataFolder: string): Promise<void> {
  const alone = await startMongoProcess(dataFolder)
  const other = await new MongoClient(alone.uri, { maxPoolSize: CONCURRENCY }).connect()
  const big = other.db('bench').collection<Item>('items')
  for (const operation of Object.values(operationsOn(other, big, 1_000_000)))
    await rateOf(operation, 3000)
  console.log('\n| server process at 1,000,000 documents | | target |\n|---|---:|---:|')
  console.log(`| opening the file | ${Math.round(alone.openedIn)} ms | < 500 ms |`)
  console.log(`| resident memory under load | ${await alone.memory()} MB | < 250 MB |`)
  await other.close()
  await alone.end()
}

if (process.argv.includes('--others')) {
  await measureOthers()
  process.exit()
}

const folder = mkdtempSync(join(tmpdir(), 'bench-mongo-'))
const server = await startEmbeddedMongo({ folder })
const client = await new MongoClient(server.uriFor('bench'), { maxPoolSize: CONCURRENCY }).connect()
try {
  const items = client.db().collection<Item>('items')
  await items.createIndexes([{ key: { group: 1, rank: 1 } }, { key: { name: 1 } }])
  await fill(items, 0, 10_000)
  const small = await measure(client, items, 10_000)
  console.log('| operation | per second | of ping | target |\n|---|---:|---:|---:|')
  for (const [name, rate] of Object.entries(small)) {
    const target = TARGETS[name] === undefined ? '' : `≥ ${TARGETS[name]}`
    console.log(`| ${name} | ${Math.round(rate)} | ${(rate / small.ping).toFixed(2)} | ${target} |`)
  }

  if (process.argv.includes('--growth')) {
    await fill(items, 10_000, 1_000_000)
    const large = await measure(client, items, 1_000_000)
    console.log(
      '\n| operation | at 10,000 | at 1,000,000 | ratio | ratio relative to ping | target |'
    )
    console.log('|---|---:|---:|---:|---:|---:|')
    for (const [name, rate] of Object.entries(large)) {
      const share = rate / large.ping / (small[name] / small.ping)
      console.log(
        `| ${name} | ${Math.round(small[name])} | ${Math.round(rate)} | ${(rate / small[name]).toFixed(2)} | ${share.toFixed(2)} | ${GROWING.includes(name) ? `≥ ${GROWTH_TARGET}` : ''} |`
      )
    }
    await client.close()
    await server.close()
    await measureProcess(folder)
  }
} finally {
  await client.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
}
