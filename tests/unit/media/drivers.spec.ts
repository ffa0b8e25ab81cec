import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { onBothDisks } from '#tests/helpers/media'
import { startS3Emulator } from '#tests/helpers/s3_emulator'

const KEY = 'uploads/11111111-1111-4111-8111-111111111111.mp4'

onBothDisks('A disk', (disk) => {
  test('keeps a stream of unknown length, and gives parts of it', async ({ assert }) => {
    await disk().driver.putStream(KEY, Readable.from([Buffer.from('seven '), Buffer.from('seas')]))

    const facts = await disk().driver.describe(KEY)
    assert.equal(facts!.size, 10)
    const part = await disk().driver.readRange(KEY, { start: 6, end: 8 })
    assert.equal(await text(part!), 'sea')
  })

  test('keeps nothing of a stream that fails, however much came before', async ({ assert }) => {
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

    assert.isEmpty(await disk().contents())
  })

  test('deletes what is there, and what is not', async ({ assert }) => {
    await disk().driver.putStream(KEY, Readable.from([Buffer.from('x')]))

    await disk().driver.delete(KEY)
    await disk().driver.delete(KEY)

    assert.isNull(await disk().driver.describe(KEY))
    assert.isNull(await disk().driver.readRange(KEY, { start: 0, end: 0 }))
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
