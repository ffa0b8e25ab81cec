import { randomUUID } from 'node:crypto'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import Upload from '#app/media/models/upload'
import type { Manifest } from '#app/operations/backup/manifest'
import { fillNewerTables } from '#app/operations/backup/older_backup'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const manifestOf = (...tables: string[]) =>
  ({ tables: tables.map((name) => ({ name, rows: 1 })) }) as Manifest

test.group('Restoring a backup from before resumable uploads had a table', (group) => {
  let courseId: string
  group.each.setup(emptyStores)
  group.each.setup(async () => {
    const { id: userId } = await anAdministrator()
    courseId = newId()
    const now = sqlTime(DateTime.utc())
    const times = { last_seen_at: now, created_at: now }
    const file = { name: 'film.mp4', size_in_bytes: 3 * 1024 ** 3, course_id: courseId }
    await db.table('uploads').insert({ id: randomUUID(), user_id: userId, ...file, ...times })
  })

  test('keeps its uploads', async ({ assert }) => {
    await db.transaction((trx) => fillNewerTables(manifestOf('users', 'uploads'), trx))

    const [upload, ...others] = await Upload.all()
    assert.equal(upload.subject, `course:${courseId}`)
    assert.isEmpty(others)
  })

  test('leaves the uploads of a newer backup alone', async ({ assert }) => {
    const manifest = manifestOf('users', 'uploads', 'resumable_uploads')
    await db.transaction((trx) => fillNewerTables(manifest, trx))

    assert.isEmpty(await Upload.all())
  })
})
