import { randomUUID } from 'node:crypto'
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import mongoose from 'mongoose'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import FileStore from '#app/media/file_store'
import AuditEntry from '#app/platform/audit/audit_entry'
import { sqlTime } from '#app/platform/sql/time'
import { newId } from '#app/platform/ids'
import { verifiedManifest } from '#app/operations/backup/archive_reader'
import { markOf, MARKS } from '#app/operations/backup/restore_mark'
import SqlRows from '#app/operations/backup/sql_rows'
import { backedUpTables } from '#app/operations/backup/sql_schema'
import { takeSnapshot } from '#app/operations/backup/sql_snapshot'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { ace } from '#tests/helpers/console'
import { aLearner, enroll, tokenOf } from '#tests/helpers/people'
import { aTemporaryFolder } from '#tests/helpers/processes'
import { emptyStores } from '#tests/helpers/stores'

const CONTENTS = 'the cover of a course'

/** Creates sample data of every kind that a backup contains. */
async function fill() {
  const learner = await aLearner({ email: 'asha@theta.example', name: 'Aśa “Rao”\n' })
  const course = await aCourse({ title: 'Knots' })
  await aLecture(course)
  await enroll(learner, course)
  const headers = await tokenOf(learner)
  const files = await app.container.make(FileStore)
  const key = `uploads/${randomUUID()}.png`
  await files.save(key, Readable.from([CONTENTS]), 'image/png')
  return { learner, course, headers, key }
}

/** Sorted by their contents, since not every table has a column for ids. */
async function rowsOf(table: string): Promise<unknown[]> {
  const rows = await db.from(table)
  return rows.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
}

/** All rows and documents, except the audit log, which only grows. */
async function content() {
  const tables = await backedUpTables(db.connection())
  const rows: Record<string, unknown[]> = {}
  for (const table of tables.filter((name) => name !== 'audit_entries'))
    rows[table] = await rowsOf(table)
  const documents: Record<string, unknown[]> = {}
  for (const { collection } of Object.values(mongoose.models))
    documents[collection.name] = await collection.find().sort({ _id: 1 }).toArray()
  return JSON.parse(JSON.stringify({ rows, documents }))
}

test.group('Backing up and restoring', (group) => {
  let folder: string
  let archive: string

  group.each.setup(async () => {
    await emptyStores()
    await mongoose.connection.db!.collection(MARKS).deleteMany({})
    const [path, remove] = await aTemporaryFolder()
    folder = path
    archive = join(folder, 'backup.tar')
    return remove
  })
  group.each.teardown(() => app.container.restore(FileStore))

  test('restores everything into an empty place, where it works', async ({ assert, client }) => {
    const { course, headers, key } = await fill()
    const before = await content()
    const made = await ace(['backup', archive, '--files'])
    assert.equal(made.code, 0, made.stderr)
    assert.match(made.stdout, /\d+ rows of \d+ tables, 2 documents, 1 files/)
    assert.deepEqual(await readdir(folder), ['backup.tar'])
    await emptyStores()

    const began = DateTime.utc().startOf('second')
    const restored = await ace(['restore', archive])
    assert.equal(restored.code, 0, restored.stderr)
    assert.deepEqual(await content(), before)
    const mine = await client.get('/api/mycourse').headers(headers)
    assert.equal(mine.body().courses[0]._id, String(course._id))
    const cover = await client.get(`/${key}`)
    assert.equal(cover.response.body.toString(), CONTENTS)
    assert.isNull(await markOf(mongoose.connection.db!))
    const learner = await aLearner()
    await tokenOf(learner) // auto-increment columns continue
    const [restore, ...others] = await AuditEntry.query()
      .where('action', 'data.restored')
      .where('createdAt', '>=', sqlTime(began))
    assert.equal(restore.outcome, 'done')
    assert.isEmpty(others)
  })

  test('refuses a place that is not empty, and replaces its data with --force', async ({
    assert,
  }) => {
    await fill()
    const before = await content()
    await ace(['backup', archive])
    await emptyStores()
    const other = await aLearner()

    const refused = await ace(['restore', archive])
    assert.equal(refused.code, 1)
    assert.match(
      refused.stderr,
      /^The target is not empty: it contains rows in the table users.*--force\.\n$/
    )
    assert.lengthOf(await User.all(), 1)
    const forced = await ace(['restore', archive, '--force'])
    assert.equal(forced.code, 0, forced.stderr)
    assert.isNull(await User.find(other.id))
    assert.deepEqual(await content(), before)

    await emptyStores()
    await aCourse()
    const again = await ace(['restore', archive])
    assert.match(again.stderr, /the collection courses/)
  })

  test('completes an interrupted restore when it runs again', async ({ assert }) => {
    const { key } = await fill()
    const before = await content()
    await ace(['backup', archive, '--files'])
    await emptyStores()
    const files = await app.container.make(FileStore)
    const save = files.save.bind(files)
    files.save = async (...file) => {
      await save(...file)
      throw new Error('The power is gone')
    }
    app.container.swap(FileStore, () => files)
    const interrupted = await ace(['restore', archive])
    assert.equal(interrupted.code, 1)
    assert.lengthOf(await User.all(), 0)
    assert.equal(await mongoose.models.Course.countDocuments(), 1)

    app.container.restore(FileStore)
    const half = await ace(['backup', join(folder, 'half.tar')])
    assert.match(half.stderr, /A restore was interrupted/)
    const next = await ace(['restore', archive])
    assert.equal(next.code, 0, next.stderr)
    assert.deepEqual(await content(), before)
    const [file] = await files.list({ folder: 'uploads/', limit: 9 })
    assert.equal(file.key, key)
    const third = await ace(['restore', archive])
    assert.match(third.stderr, /not empty/)
  })

  test('changes nothing for an archive that is damaged, incomplete or something else', async ({
    assert,
  }) => {
    await fill()
    await ace(['backup', archive])
    const bytes = await readFile(archive)
    const whole = await ace(['restore', archive, '--verify'])
    assert.match(whole.stdout, /is intact: \d+ rows/)
    await emptyStores()

    const damaged = Buffer.from(bytes)
    damaged[600] ^= 1
    const cases = [
      [damaged, /is damaged: mongo\.archive\.gz/],
      [bytes.subarray(0, bytes.length - 4096), /is damaged|no manifest|can't be read/],
      [Buffer.from('no backup at all'), /can't be read|no manifest/],
    ] as const
    for (const [contents, sentence] of cases) {
      await writeFile(archive, contents)
      const { code, stderr } = await ace(['restore', archive])
      assert.equal(code, 1)
      assert.match(stderr, sentence)
      assert.lengthOf(stderr.trim().split('\n'), 1)
    }
    const missing = await ace(['restore', join(folder, 'nowhere')])
    assert.match(missing.stderr, /^File not found/)
    assert.lengthOf(await User.all(), 0)
  })

  test('overwrites no file, and accepts another key or version only when asked', async ({
    assert,
  }) => {
    await writeFile(archive, 'kept')
    const refused = await ace(['backup', archive])
    assert.match(refused.stderr, /^There is already a file/)
    assert.equal(await readFile(archive, 'utf8'), 'kept')
    const nowhere = await ace(['backup', join(folder, 'no', 'folder.tar')])
    assert.match(nowhere.stderr, /^There is no folder/)

    await truncate(archive)
    const made = join(folder, 'made.tar')
    await ace(['backup', made])
    const text = await readFile(made, 'latin1')
    const { keyFingerprint, migrations } = await verifiedManifest(made)
    await writeFile(made, text.replace(keyFingerprint, '0'.repeat(16)), 'latin1')
    const otherKey = await ace(['restore', made])
    assert.match(otherKey.stderr, /another APP_KEY.*--another-key/)
    const gone = await ace(['restore', made, '--another-key'])
    assert.equal(gone.code, 0, gone.stderr)

    const newer = migrations.at(-1)!.replace(/0\d{3}_/, '9999_')
    await writeFile(made, text.replaceAll(migrations.at(-1)!, newer), 'latin1')
    const otherVersion = await ace(['restore', made])
    assert.match(otherVersion.stderr, /newer version/)
  })

  test('reads all rows at one moment, and orders tables by their references', async ({
    assert,
  }) => {
    await aLearner()
    const snapshot = await takeSnapshot(db)
    await aLearner()
    const lines = await Array.fromAsync(snapshot.linesOf('users'))
    await snapshot.close()
    assert.lengthOf(lines, 1)

    const tables = await backedUpTables(db.connection())
    assert.includeMembers(tables, ['users', 'payments', 'enrollments', 'outbox', 'audit_entries'])
    for (const leftOut of ['recurring_jobs', 'workers']) assert.notInclude(tables, leftOut)
    for (const [earlier, after] of [
      ['users', 'orders'],
      ['orders', 'payments'],
      ['users', 'enrollments'],
      ['second_factors', 'recovery_codes'],
    ])
      assert.isBelow(tables.indexOf(earlier), tables.indexOf(after))
  })

  test('converts values between the two engines', async ({ assert }) => {
    const moment = '2026-02-03T04:05:06.000Z'
    const common = { name: 'A', password: 'x', role: 'user', mainrole: 'user' }
    const times = { blocked_at: null, updated_at: moment }
    const row = (number: number, created: unknown) =>
      JSON.stringify({
        id: String(number).padStart(24, '0'),
        email: `${number}@theta.example`,
        ...common,
        ...times,
        created_at: created,
      })
    const lines = [
      row(1, '2026-02-03 04:05:06'),
      row(2, Date.parse(moment)),
      row(3, '2026-02-03T04:05:06.789+00:00'),
    ]
    const other = db.primaryConnectionName === 'sqlite' ? 'postgres' : 'sqlite'
    await db.transaction(async (trx) => {
      const count = await new SqlRows(trx, 'users', other).write(Readable.from(lines))
      assert.equal(count, 3)
    })
    for (const user of await User.all())
      assert.equal(user.createdAt.toUnixInteger(), DateTime.fromISO(moment).toUnixInteger())
  })

  test('restores rows from before the column realm was removed, and leaves out other realms', async ({
    assert,
  }) => {
    const row = (email: string, realm: string) => {
      const names = { id: newId(), realm, name: 'A', email, password: 'x' }
      const at = '2026-02-03 04:05:06'
      const times = { blocked_at: null, created_at: at, updated_at: at }
      return JSON.stringify({ ...names, role: 'user', mainrole: 'user', ...times })
    }
    const engine = db.primaryConnectionName === 'sqlite' ? 'sqlite' : 'postgres'
    const write = (line: string) =>
      db.transaction((trx) => new SqlRows(trx, 'users', engine).write(Readable.from([line])))

    await write(row('asha@theta.example', 'theta'))
    await assert.rejects(() => write(row('liam@theta.example', 'other')), /with the realm other/)

    const [user, ...others] = await User.all()
    assert.equal(user.email, 'asha@theta.example')
    assert.isEmpty(others)
  })
})
