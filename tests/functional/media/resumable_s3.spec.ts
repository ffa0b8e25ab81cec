import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { S3 } from '@aws-sdk/client-s3'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { Logger } from '@adonisjs/core/logger'
import { Disk } from '@adonisjs/drive'
import Outbox from '#app/platform/outbox/outbox'
import FinalizeUpload from '#app/media/actions/finalize_upload'
import type S3Driver from '#app/media/drivers/s3_driver'
import FileStore from '#app/media/file_store'
import Upload from '#app/media/models/upload'
import { LECTURE_MEDIA } from '#app/catalog/purposes'
import ResumableUploads from '#app/media/resumable_uploads'
import UploadLocks from '#app/media/upload_locks'
import UploadRecords from '#app/media/upload_records'
import UploadsInProgress from '#app/media/uploads_in_progress'
import { anMp4 } from '#tests/helpers/media'
import { anAdministrator } from '#tests/helpers/people'
import { startS3Emulator } from '#tests/helpers/s3_emulator'
import { emptyStores } from '#tests/helpers/stores'

const TUS = { 'tus-resumable': '1.0.0' }
const UPLOADS_PATH = '/uploads-in-parts'
const MEBIBYTE = 1024 * 1024

/** A little more than one S3 part. */
const aFilm = () => Buffer.concat([anMp4(300_000), Buffer.alloc(10 * MEBIBYTE, 7)])

/** The uploads of a separate process, which shares only the bucket and the database with others. */
async function aProcess(driver: S3Driver, ownerId: string) {
  const [logger, outbox] = [await app.container.make(Logger), await app.container.make(Outbox)]
  const disk = new Disk(driver)
  const files = new FileStore(disk)
  const [locks, records] = [new UploadLocks(), new UploadRecords()]
  const inProgress = new UploadsInProgress(disk)
  const uploads = new ResumableUploads(inProgress, locks, records, files, logger)
  const sender = { ownerId, purpose: LECTURE_MEDIA, path: UPLOADS_PATH }
  const server = createServer((incoming, answer) => uploads.handle(incoming, answer, sender))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    finalizeUpload: new FinalizeUpload(outbox, files, inProgress, records, locks),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function sendPart(address: string, offset: number, body: Buffer) {
  return fetch(address, {
    method: 'PATCH',
    headers: {
      ...TUS,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
    },
    body: new Uint8Array(body),
  })
}

/** Sends the beginning of a part and then nothing: the connection stays open, as with a lost client. */
async function sendAndFallSilent(address: string, body: Buffer, bytes: number) {
  const outgoing = request(address, {
    method: 'PATCH',
    headers: {
      ...TUS,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'content-length': body.length,
    },
  })
  outgoing.on('error', () => {})
  await new Promise<void>((sent) => outgoing.write(body.subarray(0, bytes), () => sent()))
}

test.group('A resumable upload to S3', (group) => {
  group.each.setup(emptyStores)

  test('continues in another process while the first still waits on a lost connection', async ({
    assert,
    cleanup,
  }) => {
    const bucket = await startS3Emulator()
    const { id: ownerId } = await anAdministrator()
    const [first, second] = [
      await aProcess(bucket.driver(), ownerId),
      await aProcess(bucket.driver(), ownerId),
    ]
    cleanup(async () => {
      first.close()
      second.close()
      await bucket.close()
    })
    const film = aFilm()
    const begun = await fetch(first.origin + UPLOADS_PATH, {
      method: 'POST',
      headers: { ...TUS, 'upload-length': String(film.length) },
    })
    assert.equal(begun.status, 201)
    const path = begun.headers.get('location')!
    const id = path.split('/').at(-1)!

    await sendAndFallSilent(first.origin + path, film, 9 * MEBIBYTE)
    const asked = await fetch(second.origin + path, { method: 'HEAD', headers: TUS })
    const offset = Number(asked.headers.get('upload-offset'))
    assert.isAbove(offset, 8 * MEBIBYTE - 1)
    assert.isBelow(offset, film.length)
    const rest = await sendPart(second.origin + path, offset, film.subarray(offset))
    assert.equal(rest.status, 204)
    assert.equal(Number(rest.headers.get('upload-offset')), film.length)

    const key = await first.finalizeUpload.handle(
      { id, ownerId, purpose: LECTURE_MEDIA },
      async (file) => file.key
    )
    const stored = await bucket.driver().getBytes(key)
    assert.isTrue(film.equals(Buffer.from(stored)))
    assert.isNull(await Upload.find(id))
  })

  test('leaves nothing behind when it is cancelled', async ({ assert, cleanup }) => {
    const bucket = await startS3Emulator()
    const { id: ownerId } = await anAdministrator()
    const one = await aProcess(bucket.driver(), ownerId)
    cleanup(async () => {
      one.close()
      await bucket.close()
    })
    const film = aFilm()
    const begun = await fetch(one.origin + UPLOADS_PATH, {
      method: 'POST',
      headers: { ...TUS, 'upload-length': String(film.length) },
    })
    const address = one.origin + begun.headers.get('location')!
    const sent = await sendPart(address, 0, film.subarray(0, 9 * MEBIBYTE))
    assert.equal(sent.status, 204)

    const cancelled = await fetch(address, { method: 'DELETE', headers: TUS })
    assert.equal(cancelled.status, 204)
    assert.isEmpty(await bucket.contents())
  })
})

test.group('The S3 emulator', () => {
  test('refuses what simple stores do not know: {$self}')
    .with(['checksums', 'bulk deletes'])
    .run(async ({ assert, cleanup }, feature) => {
      const bucket = await startS3Emulator()
      cleanup(() => bucket.close())
      const client = new S3({
        region: bucket.settings.AWS_REGION,
        endpoint: `http://127.0.0.1:${bucket.port}`,
        forcePathStyle: true,
        maxAttempts: 1,
        credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
      })
      const object = { Bucket: bucket.settings.S3_BUCKET, Key: 'a' }
      const used =
        feature === 'checksums'
          ? client.putObject({ ...object, Body: 'a' })
          : client.deleteObjects({ Bucket: object.Bucket, Delete: { Objects: [{ Key: 'a' }] } })
      await assert.rejects(() => used, /unknown/)
    })
})
