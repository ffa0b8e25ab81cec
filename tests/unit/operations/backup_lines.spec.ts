import { Readable } from 'node:stream'
import { test } from '@japa/runner'
import BackupRefused from '#app/operations/backup/backup_refused'
import { linesOf } from '#app/operations/backup/lines'

async function read(chunks: Iterable<Buffer>, longest?: number): Promise<string[]> {
  const lines: string[] = []
  for await (const line of linesOf(Readable.from(chunks), longest)) lines.push(line)
  return lines
}

test.group('The reader of backup lines', () => {
  test('returns whole lines, however the input is split', async ({ assert }) => {
    const text = Buffer.from('{"name":"Åsa"}\n{"name":"ஆஷா"}\n{}')
    for (const size of [1, 2, 7, text.length]) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
        text.subarray(index * size, (index + 1) * size)
      )
      const lines = await read(chunks)
      assert.deepEqual(lines, ['{"name":"Åsa"}', '{"name":"ஆஷா"}', '{}'])
    }
  })

  test('refuses an endless line before it fills the memory', async ({ assert }) => {
    let chunks = 0
    const endless = function* () {
      for (;;) {
        chunks++
        yield Buffer.alloc(1_000, 'x')
      }
    }

    await assert.rejects(() => read(endless(), 10_000), BackupRefused)
    assert.isBelow(chunks, 100)
  })
})
