import { test } from '@japa/runner'
import { MongoClient, type Collection, type Document } from 'mongodb'
import { startEmbedded } from './server.ts'

test.group('The embedded server, where it differs from MongoDB', (group) => {
  let client: MongoClient
  let items: Collection<Document>

  group.setup(async () => {
    const server = await startEmbedded()
    client = await new MongoClient(server.uri).connect()
    return async () => {
      await client.close()
      await server.close()
    }
  })
  group.each.setup(async () => {
    items = client.db().collection('items')
    await items.drop().catch(() => {})
  })

  test('deletes documents of a TTL index soon after they expire', async ({ assert }) => {
    await client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 1 })
    await items.createIndex({ at: 1 }, { expireAfterSeconds: 1 })
    await items.insertMany([
      { at: new Date(Date.now() - 5000) },
      { at: new Date(Date.now() + 60_000) },
      { at: 'text' },
    ])
    for (let waited = 0; waited < 5000 && (await items.countDocuments()) > 2; waited += 100) {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    assert.equal(await items.countDocuments(), 2)
  })

  test('refuses an update that exceeds the nesting limit of an insert', async ({ assert }) => {
    const nested = (depth: number): Document => (depth === 0 ? {} : { a: nested(depth - 1) })
    await items.insertOne({ a: nested(97) })
    await items.updateOne({}, [{ $set: { a: { a: '$a' } } }])
    const error = await items
      .updateOne({}, [{ $set: { a: { a: '$a' } } }])
      .catch((caught: unknown) => caught)
    assert.propertyVal(error, 'code', 15)
  })
})
