import { randomUUID } from 'node:crypto'
import { Readable, Writable } from 'node:stream'
import { test } from '@japa/runner'
import { Upload } from '@tus/server'
import type S3Driver from '#app/media/drivers/s3_driver'
import { isServiceUnavailable } from '#app/platform/exceptions/service_unavailable'
import { aFailingS3, S3_FAILURES } from '#tests/helpers/failing_s3'

const KEY = 'uploads/none.png'

const CALLS: Record<string, (driver: S3Driver) => Promise<unknown>> = {
  'looks up a file': (driver) => driver.describe(KEY),
  async 'sends a file'(driver) {
    const send = await driver.openPart(KEY, { start: 0, end: 9 })
    await send?.(new Writable({ write: (_chunk, _encoding, done) => done() }))
  },
  'stores a file': (driver) => driver.putStream(KEY, Readable.from([Buffer.alloc(10)])),
  'deletes a file': (driver) => driver.delete(KEY),
  'lists files': (driver) => driver.list({ folder: 'uploads/', limit: 10 }),
  'begins an upload': (driver) =>
    driver.uploadsInProgress().store.create(new Upload({ id: randomUUID(), size: 10, offset: 0 })),
}

test.group('A file store that fails', () => {
  for (const failure of S3_FAILURES) {
    test(`counts as unavailable when it ${failure}`, async ({ assert, cleanup }) => {
      const { driver, close } = await aFailingS3(failure)
      cleanup(close)
      for (const [what, call] of Object.entries(CALLS)) {
        const error: unknown = await call(driver).then(
          () => new Error('It succeeded'),
          (thrown) => thrown
        )
        assert.isTrue(isServiceUnavailable(error), `${what}: ${String(error)}`)
      }
    })
  }
})
