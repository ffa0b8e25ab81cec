import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Disk } from '@adonisjs/drive'
import { Upload as TusUpload } from '@tus/server'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import LocalDriver from '#app/media/drivers/local_driver'
import UploadNotFound from '#app/media/exceptions/upload_not_found'
import Upload from '#app/media/models/upload'
import UploadsInProgress from '#app/media/uploads_in_progress'
import CreateResumableUploads from '#database/migrations/0035_create_resumable_uploads_table'
import { anAdministrator } from '#tests/helpers/people'
import { aTemporaryFolder } from '#tests/helpers/processes'
import { startS3Emulator } from '#tests/helpers/s3_emulator'
import { emptyStores } from '#tests/helpers/stores'

const migration = () =>
  new CreateResumableUploads(db.connection(), '0035_create_resumable_uploads_table', false)

test.group('An upload begun by the previous release', (group) => {
  group.each.setup(emptyStores)

  test('keeps its row, with owner, purpose and subject', async ({ assert, cleanup }) => {
    const { id: userId } = await anAdministrator()
    const [courseId, lectureId] = [newId(), newId()]
    const now = sqlTime(DateTime.utc())
    const row = (members: object) => ({
      id: randomUUID(),
      user_id: userId,
      name: 'film.mp4',
      size_in_bytes: 3 * 1024 ** 3,
      last_seen_at: now,
      created_at: now,
      ...members,
    })
    const rows = [
      row({ course_id: courseId }),
      row({ lecture_id: lectureId, failed_at: now, reason: 'No film' }),
      row({ locked_by: randomUUID(), locked_until: now }),
    ]
    await migration().execDown()
    cleanup(async () => void (await db.from('uploads').delete()))
    await db.table('uploads').multiInsert(rows)

    await migration().execUp()

    const carried = await Promise.all(rows.map(({ id }) => Upload.findOrFail(id)))
    assert.deepEqual(
      carried.map(({ ownerId, purpose, subject }) => ({ ownerId, purpose, subject })),
      [`course:${courseId}`, `lecture:${lectureId}`, null].map((subject) => ({
        ownerId: userId,
        purpose: 'catalog.lecture',
        subject,
      }))
    )
    assert.equal(carried[0].sizeInBytes, 3 * 1024 ** 3)
    assert.equal(carried[1].reason, 'No film')
    assert.isNotNull(carried[1].failedAt)
    const [held] = await db.from('resumable_uploads').where('id', rows[2].id)
    assert.isNull(held.locked_by)
  })

  test('keeps its content on the file system, in one copy', async ({ assert, cleanup }) => {
    const [folder, remove] = await aTemporaryFolder()
    cleanup(remove)
    const id = randomUUID()
    await mkdir(join(folder, 'incoming'))
    await writeFile(join(folder, 'incoming', id), 'half')
    const details = { id, size: 8, offset: 4, creation_date: new Date().toISOString() }
    await writeFile(join(folder, 'incoming', `${id}.json`), JSON.stringify(details))

    const { store } = new UploadsInProgress(new Disk(new LocalDriver({ folder })))
    const upload = await store.getUpload(id)
    assert.equal(upload.offset, 4)

    await mkdir(join(folder, 'incoming')) // from now on the folder belongs to something else
    await writeFile(join(folder, 'incoming', 'feed'), 'a photo')
    new LocalDriver({ folder })
    assert.deepEqual(await readdir(join(folder, 'incoming')), ['feed'])
    assert.equal(await readFile(join(folder, 'uploads-in-progress', id), 'utf8'), 'half')
  })

  test('is lost on S3, where its key cannot change, and expires', async ({ assert, cleanup }) => {
    const bucket = await startS3Emulator()
    cleanup(() => bucket.close())
    const uploads = new UploadsInProgress(new Disk(bucket.driver()))
    const id = randomUUID()
    await uploads.store.create(new TusUpload({ id: `incoming/${id}`, offset: 0, size: 8 }))

    await assert.rejects(() => uploads.sizeOf(id), UploadNotFound)
  })
})
