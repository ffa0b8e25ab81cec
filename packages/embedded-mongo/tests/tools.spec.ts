import { test } from '@japa/runner'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Decimal128, Double, Long, type Document, type MongoClient } from 'mongodb'
import { Crc64 } from '../src/tools/crc64.ts'
import { dump } from '../src/tools/dump.ts'
import { restore } from '../src/tools/restore.ts'
import { statistics } from '../src/tools/statistics.ts'
import { startedServer, temporaryFolder } from './server.ts'

/** Creates a collection with everything that a dump must preserve. */
async function fill(client: MongoClient, database: string): Promise<void> {
  const db = client.db(database)
  const items = await db.createCollection<Document>('items/of: all', {
    collation: { locale: 'en', strength: 2 },
    validator: { $jsonSchema: { required: ['n'], properties: { n: { bsonType: 'number' } } } },
    validationLevel: 'moderate',
  })
  await items.createIndexes([
    { key: { name: 1 }, unique: true, sparse: true },
    { key: { n: -1, name: 1 }, partialFilterExpression: { n: { $gt: 1.5 } }, name: 'partial' },
    { key: { at: 1 }, expireAfterSeconds: 1_000_000_000 },
    { key: { text: 1 }, collation: { locale: 'de', strength: 1 } },
  ])
  await items.insertMany([
    {
      _id: 1 as never,
      n: new Double(1),
      long: Long.fromNumber(5),
      exact: Decimal128.fromString('1.50'),
    },
    { _id: 2 as never, n: 2, name: 'b', list: [{ 2: 'x', 1: 'y' }], at: new Date(5e12) },
  ])
  await db.collection<Document>('empty').createIndex({ a: 1 })
}

async function contentOf(client: MongoClient, database: string) {
  const db = client.db(database)
  const found = []
  for (const { name, options } of (await db.listCollections().toArray()) as Document[]) {
    const collection = db.collection(name)
    const indexes = await collection.listIndexes().toArray()
    const documents = await collection.find({}, { raw: true }).toArray()
    found.push({ name, options, indexes, documents })
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

test.group('The dump tool', (group) => {
  let client: MongoClient
  let database: string
  let content: Awaited<ReturnType<typeof contentOf>>

  group.setup(async () => {
    const server = await startedServer()
    client = server.client
    database = server.database
    await fill(client, database)
    content = await contentOf(client, database)
    return server.close
  })

  for (const gzip of [false, true]) {
    for (const form of ['folder', 'archive'] as const) {
      const compressed = gzip ? 'compressed ' : ''
      test(`preserves types, order, options and indexes: ${compressed}${form}`, async ({
        assert,
      }) => {
        const { folder, remove } = temporaryFolder()
        const path = join(folder, 'dumped')
        const place = form === 'folder' ? { folder: path } : { archive: path }

        const written = await dump(client, { to: place, gzip, databases: [database] })
        assert.deepEqual(written, { collections: 2, documents: 2 })
        await assert.rejects(
          () => restore(client, { from: place }),
          /items\/of: all can't be restored: E11000/
        )
        await client.db(database).dropDatabase()
        const read = await restore(client, { from: place })

        assert.deepEqual(read, { collections: 2, documents: 2 })
        assert.deepEqual(await contentOf(client, database), content)
        await restore(client, { from: place, drop: true })
        assert.deepEqual(await contentOf(client, database), content)
        remove()
      })
    }
  }

  test('names files and writes metadata like mongodump', async ({ assert }) => {
    const { folder, remove } = temporaryFolder()
    await dump(client, { to: { folder }, databases: [database] })
    assert.sameMembers(readdirSync(join(folder, database)), [
      'empty.bson',
      'empty.metadata.json',
      'items%2Fof%3A+all.bson',
      'items%2Fof%3A+all.metadata.json',
    ])
    const text = readFileSync(join(folder, database, 'items%2Fof%3A+all.metadata.json'), 'utf8')
    const { indexes, collectionName } = JSON.parse(text)
    assert.equal(collectionName, 'items/of: all')
    assert.deepEqual(indexes[2].partialFilterExpression, { n: { $gt: { $numberDouble: '1.5' } } })
    assert.deepEqual(indexes[0].key, { _id: { $numberInt: '1' } })
    remove()
  })

  test('rejects an unsuitable path with a reason', async ({ assert }) => {
    const { folder, remove } = temporaryFolder()
    const file = join(folder, 'a file')
    const missing = join(folder, 'missing')
    writeFileSync(file, 'kept')

    const dumpTo = (to: Parameters<typeof dump>[1]['to']) =>
      dump(client, { to, databases: [database] })
    await assert.rejects(() => restore(client, { from: { folder: missing } }), /There is no folder/)
    await assert.rejects(() => restore(client, { from: { archive: missing } }), /There is no file/)
    await assert.rejects(() => restore(client, { from: { folder: file } }), /is a file/)
    await assert.rejects(() => restore(client, { from: { archive: folder } }), /is a folder/)
    await assert.rejects(() => dumpTo({ folder }), /is not empty/)
    await assert.rejects(() => dumpTo({ folder: file }), /is a file/)
    await assert.rejects(() => dumpTo({ archive: file }), /There is already a file/)
    await assert.rejects(() => dumpTo({ archive: join(missing, 'archive') }), /There is no folder/)
    assert.equal(readFileSync(file, 'utf8'), 'kept')
    remove()
  })

  test('refuses to restore a damaged file or one that is not a dump', async ({ assert }) => {
    const { folder, remove } = temporaryFolder()
    const archive = join(folder, 'dumped')
    await dump(client, { to: { archive }, databases: [database] })
    const bytes = readFileSync(archive)
    const readBack = (changed: Buffer) => {
      writeFileSync(archive, changed)
      return restore(client, { from: { archive }, drop: true })
    }

    await assert.rejects(() => readBack(bytes.subarray(0, bytes.length - 30)), /ends/)
    const other = Buffer.from(bytes)
    other[other.indexOf('list') + 20] ^= 1
    await assert.rejects(() => readBack(other), /wrong checksum|damaged/)
    await assert.rejects(() => readBack(Buffer.from('something else')), /not a mongodump archive/)
    await assert.rejects(() => restore(client, { from: { folder } }), /contains no dump/)
    await assert.rejects(() => restore(client, { from: { archive: 'nowhere' } }), /no file/)
    await readBack(bytes)
    assert.deepEqual(await contentOf(client, database), content)
    remove()
  })

  test("computes the same checksum as Go's library", ({ assert }) => {
    const checksum = new Crc64()
    checksum.update(Buffer.from('12345'))
    checksum.update(Buffer.from('6789'))
    assert.equal(BigInt.asUintN(64, checksum.value), 0x995dc9bbdf1939fan)
  })

  test('reports sizes, documents and indexes', async ({ assert }) => {
    const all = await statistics(client)
    const items = all.find((one) => one.database === database && one.collection === 'items/of: all')
    assert.equal(items?.documents, 2)
    assert.sameMembers(items?.indexes.map(({ name }) => name) ?? [], [
      '_id_',
      'at_1',
      'name_1',
      'partial',
      'text_1',
    ])
  })
})
