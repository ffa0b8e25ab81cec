/* Inserts documents until the server refuses one. Prints the acknowledged IDs, the error and the final document count. */
import { MongoClient } from 'mongodb'
import { startEmbeddedMongo } from '../src/index.ts'

const [folder] = process.argv.slice(2)
const server = await startEmbeddedMongo({ folder })
const client = await new MongoClient(server.uri).connect()
const items = client.db('t').collection<{ _id: number; text: string }>('items')
const acknowledged: number[] = []
let refusal: unknown
for (let n = 0; n < 2000 && !refusal; n++) {
  try {
    await items.insertOne({ _id: n, text: 'x'.repeat(10_000) })
    acknowledged.push(n)
  } catch (error) {
    const { code, message } = error as { code?: number; message: string }
    refusal = { code, message }
  }
}
const read = await items.countDocuments()
process.stdout.write(JSON.stringify({ acknowledged, refusal, read }))
await client.close()
await server.close()
