import { test } from '@japa/runner'
import { Decimal128, Double, Long, type Document } from 'mongodb'
import { dump } from '../../../database/embedded_mongo/tools/dump.ts'
import { restore } from '../../../database/embedded_mongo/tools/restore.ts'
import { statistics } from '../../../database/embedded_mongo/tools/statistics.ts'
import { startedServer, temporaryFolder } from './server.ts'

test.group('Dump and restore', () => {
  test('bring types, order, options and indexes to another server', async ({ assert }) => {
    const [source, target] = [await startedServer(), await startedServer()]
    const { folder, remove } = temporaryFolder()
    const items = source.client.db('dumped').collection<Document>('items/of:all')
    await items.createIndex({ name: 1 }, { unique: true, sparse: true })
    await items.insertMany([
      {
        _id: 1 as never,
        n: new Double(1),
        long: Long.fromNumber(5),
        exact: Decimal128.fromString('1.50'),
      },
      { _id: 2 as never, name: 'b', list: [{ 2: 'x', 1: 'y' }], at: new Date(5) },
    ])
    const raw = () =>
      source.client.db('dumped').collection('items/of:all').find({}, { raw: true }).toArray()
    const before = await raw()

    assert.deepEqual(await dump(source.client, folder, ['dumped']), {
      collections: 1,
      documents: 2,
    })
    await target.client.db('dumped').dropDatabase()
    await restore(target.client, folder)

    const restored = target.client.db('dumped').collection('items/of:all')
    assert.deepEqual(await restored.find({}, { raw: true }).toArray(), before)
    assert.isTrue(await restored.indexExists('name_1'))
    await assert.rejects(() => restore(target.client, folder), /E11000/)
    await restore(target.client, folder, { drop: true })
    assert.equal(await restored.countDocuments(), 2)

    const all = await statistics(target.client)
    const [found] = all.filter(({ database }) => database === 'dumped')
    assert.equal(found.documents, 2)
    assert.sameMembers(
      found.indexes.map(({ name }) => name),
      ['_id_', 'name_1']
    )
    await Promise.all([source.close(), target.close()])
    remove()
  })
})
