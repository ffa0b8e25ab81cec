import { basename } from 'node:path'
import { PassThrough, Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from '@japa/runner'
import LocalDriver from '#app/media/drivers/local_driver'
import { onBothDisks } from '#tests/helpers/media'
import { startS3Emulator } from '#tests/helpers/s3_emulator'

/** A key that no other test uses. */
const KEY = 'uploads/abcdefab-1111-4111-8111-111111111111.mp4'

const HALF = 700_000

/** Copies each chunk some time after it was written, which reveals buffers that are reused too early. */
class SlowReader extends Writable {
  private copies: Buffer[] = []

  _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void) {
    setTimeout(() => {
      this.copies.push(Buffer.from(chunk))
      done()
    }, 5)
  }

  received() {
    return Buffer.concat(this.copies)
  }
}

onBothDisks('A disk', (disk) => {
  test('lists complete files in key order, after a given key', async ({ assert }) => {
    const keys = ['1', '2', '3'].map((digit) => KEY.replaceAll('1', digit))
    for (const key of [...keys].reverse())
      await disk().driver.putStream(key, Readable.from([Buffer.from('seas')]))
    const list = (after: string | undefined, limit: number) =>
      disk().driver.list({ folder: 'uploads/', after, limit })

    const all = await list(undefined, 10)
    const ours = all.filter(({ key }) => keys.includes(key))
    assert.deepEqual(
      ours.map(({ key, size }) => [key, size]),
      keys.map((key) => [key, 4])
    )
    assert.instanceOf(ours[0].lastModified, Date)
    const [next, ...rest] = await list(keys[0], 1)
    assert.equal(next.key, keys[1])
    assert.isEmpty(rest)
    assert.isEmpty(await list('uploads/~', 10))
    for (const key of keys) await disk().driver.delete(key)
  })

  test('stores a stream of unknown length, and returns ranges of it', async ({ assert }) => {
    await disk().driver.putStream(KEY, Readable.from([Buffer.from('seven '), Buffer.from('seas')]))

    const facts = await disk().driver.describe(KEY)
    assert.equal(facts!.size, 10)
    const [send, sent] = [
      await disk().driver.openPart(KEY, { start: 6, end: 8 }),
      new PassThrough(),
    ]
    const [part] = await Promise.all([text(sent), send!(sent)])
    assert.equal(part, 'sea')
  })

  test('gives each reader its own range, however slowly it reads', async ({ assert }) => {
    const halves = ['a', 'b'].map((letter) => Buffer.alloc(HALF, letter))
    await disk().driver.putStream(KEY, Readable.from(halves))

    const parts = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const start = (index % 2) * HALF
        const send = await disk().driver.openPart(KEY, { start, end: start + HALF - 1 })
        const reader = new SlowReader()
        await send!(reader)
        return reader.received()
      })
    )

    for (const [index, part] of parts.entries()) assert.isTrue(part.equals(halves[index % 2]))
  })

  test('aborts the response when a file is shorter than promised', async ({ assert }) => {
    await disk().driver.putStream(KEY, Readable.from([Buffer.from('short')]))
    const send = await disk().driver.openPart(KEY, { start: 0, end: 4 })
    const longer = await disk().driver.openPart(KEY, { start: 0, end: 99 })

    const reader = new SlowReader()
    await send!(reader)
    assert.isTrue(reader.writableFinished)
    assert.equal(String(reader.received()), 'short')
    if (!(disk().driver instanceof LocalDriver)) return // S3 sends what exists, with its real length

    const cut = new SlowReader()
    await assert.rejects(() => longer!(cut), /shorter/)
    assert.isTrue(cut.destroyed)
  })

  test('ends quietly when its reader disconnects', async ({ assert }) => {
    await disk().driver.putStream(KEY, Readable.from([Buffer.alloc(2 * HALF)]))
    const send = await disk().driver.openPart(KEY, { start: 0, end: 2 * HALF - 1 })

    const gone = new Writable({ write: () => setImmediate(() => gone.destroy()) })
    await send!(gone)
    assert.isTrue(gone.destroyed)
  })

  test('stores nothing of a stream that fails, however much came before', async ({ assert }) => {
    await disk().driver.delete(KEY)
    for (const chunks of [1, 20]) {
      const failing = Readable.from(
        (function* () {
          for (let sent = 0; sent < chunks; sent++) yield Buffer.alloc(1024 * 1024)
          throw new Error('the line went dead')
        })()
      )
      await assert.rejects(() => disk().driver.putStream(KEY, failing), 'the line went dead')
    }

    const names = await disk().contents()
    assert.isEmpty(names.filter((name) => name.startsWith(basename(KEY, '.mp4'))))
  })

  test('deletes files, existing or not', async ({ assert }) => {
    await disk().driver.putStream(KEY, Readable.from([Buffer.from('x')]))

    await disk().driver.delete(KEY)
    await disk().driver.delete(KEY)

    assert.isNull(await disk().driver.describe(KEY))
    assert.isNull(await disk().driver.openPart(KEY, { start: 0, end: 0 }))
  })
})

test.group('S3', () => {
  test('is asked once about a file of which many ranges are sent', async ({ assert, cleanup }) => {
    const emulator = await startS3Emulator()
    cleanup(() => emulator.close())
    const driver = emulator.driver()
    await driver.putStream(KEY, Readable.from([Buffer.alloc(HALF)]))
    emulator.requests.length = 0

    for (const start of [0, 100, 200]) {
      await driver.describe(KEY)
      const send = await driver.openPart(KEY, { start, end: start + 99 })
      await send!(new PassThrough().resume())
    }

    assert.deepEqual(emulator.requests, ['HEAD', 'GET', 'GET', 'GET'])
  })

  test('is asked again about a file that does not exist yet or any more', async ({
    assert,
    cleanup,
  }) => {
    const emulator = await startS3Emulator()
    cleanup(() => emulator.close())
    const [driver, other] = [emulator.driver(), emulator.driver()]

    assert.isNull(await driver.describe(KEY))
    await other.putStream(KEY, Readable.from([Buffer.from('seas')]))
    const found = await driver.describe(KEY)
    assert.equal(found!.size, 4)
    await other.delete(KEY)
    assert.isNull(await driver.openPart(KEY, { start: 0, end: 3 }))
    assert.isNull(await driver.describe(KEY))
  })
})

test.group('The S3 emulator', () => {
  test('refuses a wrong signature', async ({ assert, cleanup }) => {
    const emulator = await startS3Emulator()
    cleanup(() => emulator.close())

    const stranger = emulator.driver('a wrong secret')
    await assert.rejects(() => stranger.put(KEY, 'x'), /signature/)
  })
})
