/* Inserts documents until it is killed and prints the number of each acknowledged one. */
import { MongoClient } from 'mongodb'
import { startEmbeddedMongo } from '../src/index.ts'

const [folder, by] = process.argv.slice(2)
const server = await startEmbeddedMongo({ folder })
const client = await new MongoClient(server.uri).connect()
const items = client.db('t').collection('items')
await items.createIndex({ by: 1, n: 1 }, { unique: true })

let next = 0
await Promise.all(
  Array.from({ length: 6 }, async () => {
    for (;;) {
      const n = next++
      await items.insertOne({ by, n })
      process.stdout.write(`${n}\n`)
    }
  })
)
