import { test } from '@japa/runner'
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { MongoClient, type Document } from 'mongodb'
import { startEmbeddedMongo } from '../src/index.ts'
import { temporaryFolder } from './server.ts'

const NODE = process.execPath
const WRITER = fileURLToPath(new URL('writer_process.ts', import.meta.url))
const FILLER = fileURLToPath(new URL('filling_process.ts', import.meta.url))

/** Number of times that the processes are killed. Set higher for long runs. */
const KILLS = Number(process.env.EMBEDDED_MONGO_KILLS ?? 1)

function startWriter(
  folder: string,
  name: string
): { child: ChildProcess; acknowledged: number[] } {
  const child = spawn(NODE, [WRITER, folder, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: number[] = []
  let rest = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() as string
    acknowledged.push(...lines.map(Number))
  })
  return { child, acknowledged }
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

async function documentsIn<T>(
  folder: string,
  read: (client: MongoClient) => Promise<T>
): Promise<T> {
  const server = await startEmbeddedMongo({ folder })
  const client = await new MongoClient(server.uri).connect()
  try {
    return await read(client)
  } finally {
    await client.close()
    await server.close()
  }
}

test.group('A data folder', () => {
  test('keeps all acknowledged writes of two processes that are killed', async ({ assert }) => {
    const { folder, remove } = temporaryFolder()
    for (let round = 0; round < KILLS; round++) {
      const writers = ['one', 'two'].map((name) => startWriter(folder, `${name}-${round}`))
      const deadline = Date.now() + 8000
      while (
        writers.some(({ acknowledged }) => acknowledged.length < 50) &&
        Date.now() < deadline
      ) {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      await Promise.all(writers.map(({ child }) => kill(child)))
      await documentsIn(folder, async (client) => {
        for (const [at, name] of ['one', 'two'].entries()) {
          const stored = await client
            .db('t')
            .collection<Document>('items')
            .distinct('n', { by: `${name}-${round}` })
          const lost = writers[at].acknowledged.filter((n) => !stored.includes(n))
          assert.isAbove(writers[at].acknowledged.length, 0)
          assert.deepEqual(lost, [])
        }
      })
    }
    remove()
  }).timeout(15_000 + KILLS * 10_000)

  test('accepts exactly one of forty concurrent inserts of the same key through two servers', async ({
    assert,
  }) => {
    const { folder, remove } = temporaryFolder()
    const servers = await Promise.all([
      startEmbeddedMongo({ folder }),
      startEmbeddedMongo({ folder }),
    ])
    const clients = await Promise.all(servers.map(({ uri }) => new MongoClient(uri).connect()))
    await clients[0].db('t').collection('unique').createIndex({ key: 1 }, { unique: true })
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, at) =>
        clients[at % 2].db('t').collection('unique').insertOne({ key: 'same' })
      )
    )
    assert.lengthOf(
      results.filter(({ status }) => status === 'fulfilled'),
      1
    )
    for (const result of results) {
      if (result.status === 'rejected') assert.equal(result.reason.code, 11000)
    }
    await Promise.all(clients.map((client) => client.close()))
    await Promise.all(servers.map((server) => server.close()))
    remove()
  })

  test('is refused with a reason if its files have a newer format or are damaged', async ({
    assert,
  }) => {
    const { folder, remove } = temporaryFolder()
    await documentsIn(folder, (client) => client.db('t').collection('x').insertOne({ a: 1 }))
    const file = join(folder, 'mongo.sqlite')
    const database = new DatabaseSync(file)
    database.exec("UPDATE meta SET value = 99 WHERE name = 'format'")
    database.close()
    await assert.rejects(
      () => startEmbeddedMongo({ folder }),
      /has format 99.*start a newer version/
    )
    writeFileSync(file, 'this is no database file'.repeat(100))
    await assert.rejects(() => startEmbeddedMongo({ folder }), /damaged/)
    remove()
  })

  test('loses nothing on a full disk, which is reported to the client and logged', async ({
    assert,
  }) => {
    const { folder, remove } = temporaryFolder()
    // a file size limit simulates a full disk
    const limit = "trap '' XFSZ; ulimit -f 2000; exec"
    const { stdout, stderr } = await run('/bin/sh', [
      '-c',
      `${limit} "$@"`,
      'sh',
      NODE,
      FILLER,
      folder,
    ])
    const { acknowledged, refusal, read } = JSON.parse(stdout)

    assert.isAbove(acknowledged.length, 10)
    assert.isBelow(acknowledged.length, 2000)
    assert.include([96, 14031], refusal.code)
    assert.match(refusal.message, /disk is full|can't be read or written/)
    assert.match(stderr, /embedded MongoDB server: The d/)
    assert.equal(read, acknowledged.length)
    const stored = await documentsIn(folder, (client) =>
      client.db('t').collection<{ _id: number }>('items').distinct('_id')
    )
    assert.deepEqual(stored, acknowledged)
    remove()
  }).skip(process.platform === 'win32', 'file size limits require POSIX')

  test('is named in the error if it is not writable', async ({ assert }) => {
    const { folder, remove } = temporaryFolder()
    const file = join(folder, 'taken')
    writeFileSync(file, '')
    await assert.rejects(
      () => startEmbeddedMongo({ folder: file }),
      /The data folder .*taken is not writable: (EEXIST|ENOTDIR)/
    )
    chmodSync(folder, 0o555)
    // root can write everywhere, so the process runs as another user
    const owner = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const { stderr } = await run(NODE, [FILLER, folder], owner)
    assert.match(stderr, /The data folder .* is not writable: EACCES/)
    chmodSync(folder, 0o755)
    remove()
  }).skip(process.platform === 'win32', 'file permissions require POSIX')

  test('is checked for damage at startup after an unclean shutdown', async ({ assert }) => {
    const { folder, remove } = temporaryFolder()
    await documentsIn(folder, async (client) => {
      const items = client.db('t').collection<Document>('items')
      await items.insertMany(Array.from({ length: 500 }, (_, n) => ({ n, text: 'x'.repeat(500) })))
    })
    const file = join(folder, 'mongo.sqlite')
    const bytes = readFileSync(file)
    bytes.fill(0xab, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 8192)
    writeFileSync(file, bytes)

    const unchecked = await startEmbeddedMongo({ folder })
    await unchecked.close()
    // the presence file of a dead process: no process ID is that high
    writeFileSync(join(folder, 'open', '99999999-killed'), '')
    await assert.rejects(() => startEmbeddedMongo({ folder }), /is damaged: .*Restore it/s)
    remove()
  })
})

/** Runs a process until it exits and returns its output. */
async function run(command: string, args: string[], options: SpawnOptions = {}) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const written = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => (written[stream] += text))
  await once(child, 'close')
  return written
}
