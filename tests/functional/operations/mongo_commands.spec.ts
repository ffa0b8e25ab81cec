import { once } from 'node:events'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { MongoClient, type Document } from 'mongodb'
import { startEmbeddedMongo } from '@theta/embedded-mongo'
import { ACE, ace, aTemporaryFolder, embeddedIn, start } from '#tests/helpers/processes'
import { freePort } from '../../../bin/free_port.js'

interface Note extends Document {
  _id: number
  text: string
}

test.group('Console commands for MongoDB', (group) => {
  group.tap((one) => one.tags(['@slow']))

  test('dumps and measures one store, and restores and serves another', async ({
    assert,
    cleanup,
  }) => {
    const [folder, remove] = await aTemporaryFolder()
    cleanup(remove)
    const [from, to] = ['from', 'to'].map((name) => environmentOf(join(folder, name)))
    const archive = join(folder, 'notes.archive')
    await writeNotes(join(folder, 'from', 'mongo'))

    const [dumped, measured] = await Promise.all([
      ace(['mongo:dump', archive, '--archive', '--gzip'], from),
      ace(['mongo:stats', '--json'], from),
    ])
    assert.match(dumped.stdout, /^2 documents of \d+ collections were written to /)
    const notes = JSON.parse(measured.stdout).find((one: Document) => one.collection === 'notes')
    assert.equal(notes.documents, 2)
    assert.sameMembers(
      notes.indexes.map(({ name }: Document) => name),
      ['_id_', 'text_1']
    )

    const restored = await ace(['mongo:restore', archive, '--archive', '--drop'], to)
    assert.equal(restored.code, 0, restored.stderr)

    const port = await freePort()
    const serving = start([ACE, 'mongo:serve', `--port=${port}`], to)
    cleanup(() => void serving.child.kill('SIGKILL'))
    await once(serving.child.stdout as NodeJS.ReadableStream, 'data')
    const client = await new MongoClient(
      `mongodb://127.0.0.1:${port}/theta?directConnection=true`
    ).connect()
    const served = client.db().collection<Note>('notes')
    assert.deepEqual(await served.find().sort({ _id: 1 }).toArray(), NOTES)
    assert.isTrue(await served.indexExists('text_1'))
    await client.close()
    assert.equal(await serving.stop(), 0)
  }).timeout(60_000)
})

const NOTES: Note[] = [
  { _id: 1, text: 'one' },
  { _id: 2, text: 'two' },
]

/** Separate stores, whatever services the tests themselves use. */
const environmentOf = (dataDir: string) => ({
  ...embeddedIn(dataDir),
  DATABASE_URL: '',
  MONGODB_URI: '',
  REDIS_URL: '',
})

async function writeNotes(folder: string): Promise<void> {
  const server = await startEmbeddedMongo({ folder })
  const client = await new MongoClient(server.uriFor('theta')).connect()
  const notes = client.db().collection<Note>('notes')
  await notes.createIndex({ text: 1 }, { unique: true })
  await notes.insertMany(NOTES)
  await client.close()
  await server.close()
}
