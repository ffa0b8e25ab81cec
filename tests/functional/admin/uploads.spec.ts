import { randomUUID } from 'node:crypto'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import drive from '@adonisjs/drive/services/main'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import AuditEntry from '#app/platform/audit/audit_entry'
import LectureDocument from '#app/catalog/documents/lecture'
import Upload from '#app/media/models/upload'
import { LECTURE_MEDIA } from '#app/catalog/purposes'
import FinalizeUpload from '#app/media/actions/finalize_upload'
import UploadNotFound from '#app/media/exceptions/upload_not_found'
import UploadsInProgress from '#app/media/uploads_in_progress'
import UploadLocks from '#app/media/upload_locks'
import UploadRecords from '#app/media/upload_records'
import ResumableUploads from '#app/media/resumable_uploads'
import { titleOf } from '#app/catalog/lecture_title'
import { UPLOADS_PATH } from '#app/admin/uploads/uploads_path'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs, type Visitor } from '#tests/helpers/dashboard'
import { anMp4 } from '#tests/helpers/media'
import { aLearner, anAdministrator } from '#tests/helpers/people'
import { queriesDuring, queriesOf } from '#tests/helpers/queries'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const TUS = { 'tus-resumable': '1.0.0', 'accept': 'application/json' }
const PART = { ...TUS, 'content-type': 'application/offset+octet-stream' }

const aFile = () => Buffer.concat([anMp4(300_000), Buffer.alloc(300_000, 7)])

/** A file with its media in front, and its index with a track in HEVC at the end. */
function anMp4InHevc(): Buffer {
  const type = Buffer.from('\0\0\0\x14ftypisom\0\0\0\0isom', 'latin1')
  const index = Buffer.from(
    '\0\0\0\x28moov\0\0\0\x20stsd\0\0\0\0\0\0\0\x01\0\0\0\x10hvc1\0\0\0\0',
    'latin1'
  )
  const media = Buffer.alloc(200_000 - type.length - index.length)
  media.writeUInt32BE(media.length)
  media.write('mdat', 4)
  return Buffer.concat([type, media, index])
}

const anAdministratorsVisitor = async () => aVisitorSignedInAs(await anAdministrator())

async function begin(visitor: Visitor, size: number, metadata: Record<string, string> = {}) {
  const { course, lecture, ...others } = metadata
  const subject = lecture ? `lecture:${lecture}` : `course:${course}`
  const pairs = Object.entries({ name: 'film.mp4', subject, ...others })
  const encoded = pairs.map(([name, text]) => `${name} ${Buffer.from(text).toString('base64')}`)
  const { status, location } = await visitor.send('POST', UPLOADS_PATH, {
    headers: { ...TUS, 'upload-length': String(size), 'upload-metadata': encoded.join(',') },
  })
  return { status, path: location ?? '', id: (location ?? '').split('/').at(-1)! }
}

function sendPart(visitor: Visitor, path: string, offset: number, body: Buffer) {
  const headers = { ...PART, 'upload-offset': String(offset) }
  return visitor.send('PATCH', path, { headers, body: new Uint8Array(body) })
}

async function offsetOf(visitor: Visitor, path: string): Promise<number> {
  const { headers } = await visitor.send('HEAD', path, { headers: TUS })
  return Number(headers.get('upload-offset'))
}

async function upload(visitor: Visitor, contents: Buffer, metadata?: Record<string, string>) {
  const begun = await begin(visitor, contents.length, metadata)
  await sendPart(visitor, begun.path, 0, contents)
  return begun
}

async function finish(visitor: Visitor, id: string, fields: Record<string, string>) {
  const { status, html } = await visitor.send('POST', `/admin/uploads/${id}/lecture`, {
    headers: { accept: 'application/json' },
    body: new URLSearchParams(fields),
  })
  return { status, body: JSON.parse(html) }
}

test.group('A resumable upload', (group) => {
  group.each.setup(emptyStores)

  test('continues after a lost connection, and becomes a lecture', async ({ assert }) => {
    const course = await aCourse()
    const visitor = await anAdministratorsVisitor()
    const file = aFile()
    const { path, id, status } = await begin(visitor, file.length)
    assert.equal(status, 201)

    await visitor.sendAndBreakOff(path, PART, file, 200_000)
    const offset = await offsetOf(visitor, path)
    assert.isBelow(offset, file.length)
    const early = await finish(visitor, id, { name: 'a.mp4', course: String(course._id) })
    assert.equal(early.status, 409)
    const rest = await sendPart(visitor, path, offset, file.subarray(offset))
    assert.equal(rest.status, 204)

    const input = { name: '03_object-types.mp4', course: String(course._id) }
    const done = await finish(visitor, id, input)
    assert.equal(done.status, 200)
    assert.equal(done.body.lecture.title, '03 object types')
    const lecture = await LectureDocument.findOne()
    assert.equal(lecture!.status, 'unpublished')
    assert.equal(lecture!.fileName, '03_object-types.mp4')
    const stored = await drive.use().getBytes(lecture!.video)
    assert.isTrue(file.equals(Buffer.from(stored)))
    const again = await finish(visitor, id, input)
    assert.deepEqual(again.body, done.body)
    assert.equal(await LectureDocument.countDocuments(), 1)
    const entries = await AuditEntry.query().where('targetId', done.body.lecture.id)
    assert.isNotEmpty(entries)
    await workOutbox()
  })

  test('warns of codecs that many browsers lack, from the stored file', async ({ assert }) => {
    const { _id: courseId } = await aCourse()
    const course = String(courseId)
    const visitor = await anAdministratorsVisitor()
    const { id } = await upload(visitor, anMp4InHevc(), { course })

    const { body } = await finish(visitor, id, { name: 'a.mp4', course })

    assert.match(body.warning, /Many browsers can’t play HEVC/)
    const { html } = await visitor.get(`/admin/lectures/${body.lecture.id}`)
    assert.include(html, body.warning)
    assert.match(html, /a\.mp4[\s\S]*MP4 video · 200 KB/)
    const fine = await upload(visitor, aFile(), { course })
    const other = await finish(visitor, fine.id, { name: 'b.mp4', course })
    assert.isUndefined(other.body.warning)
  })

  test('is recorded by its name without null bytes', async ({ assert }) => {
    const { status, id } = await begin(await anAdministratorsVisitor(), 4, { name: 'fi\0lm.mp4' })

    assert.equal(status, 201)
    const { name } = await Upload.findOrFail(id)
    assert.equal(name, 'film.mp4')
  })

  test('becomes a lecture with 14 statements', async ({ assert }) => {
    const course = await aCourse()
    const visitor = await anAdministratorsVisitor()
    const first = await upload(visitor, aFile())
    await finish(visitor, first.id, { name: 'a.mp4', course: String(course._id) })
    const { id } = await upload(visitor, aFile())
    const statements = await queriesDuring(async () => {
      const { status } = await finish(visitor, id, { name: 'b.mp4', course: String(course._id) })
      assert.equal(status, 200)
    })
    assert.isAtMost(statements.length, 14, statements.join('\n'))
  })

  test('replaces the media of a lecture', async ({ assert }) => {
    const lecture = await aLecture(await aCourse())
    const visitor = await anAdministratorsVisitor()
    const { id } = await upload(visitor, aFile())
    await finish(visitor, id, { name: 'b.mp4', lecture: String(lecture._id) })
    const changed = await LectureDocument.findById(lecture._id)
    assert.equal(changed!.video, `uploads/${id}.mp4`)
    assert.equal(changed!.title, lecture.title)
  })

  test('is typed by its first bytes, and deleted if they are of no accepted type', async ({
    assert,
  }) => {
    const course = await aCourse()
    const visitor = await anAdministratorsVisitor()
    const { id } = await upload(visitor, Buffer.from('MZ no film at all'.repeat(1000)))
    const input = { name: 'film.mp4', course: String(course._id) }
    const refused = await finish(visitor, id, input)
    assert.equal(refused.status, 422)
    assert.include(refused.body.message, 'A lecture must be an MP4')
    const again = await finish(visitor, id, input)
    assert.equal(again.status, 404)
    assert.equal(await LectureDocument.countDocuments(), 0)
  })
})

test.group('A failed upload', (group) => {
  group.each.setup(emptyStores)

  test('reveals of an unexpected error only what clients may see', async ({ assert }) => {
    const { id } = await upload(await anAdministratorsVisitor(), aFile())
    const { ownerId } = await Upload.findOrFail(id)
    const finalizeUpload = await app.container.make(FinalizeUpload)
    const failure = new Error('insert into "lectures" - duplicate key')
    const use = () => Promise.reject(failure)
    const input = { id, ownerId, purpose: LECTURE_MEDIA }
    await assert.rejects(() => finalizeUpload.handle(input, use), failure.message)
    const { reason, failedAt } = await Upload.findOrFail(id)
    assert.isNotNull(failedAt)
    assert.equal(reason, 'Something went wrong on our side. Please try again.')
  })

  const FAILED = '/admin/media/uploads'
  const NO_FILM = Buffer.from('MZ no film at all'.repeat(1000))

  /** Backdates the last part by some hours. */
  const breakOff = (id: string, hours: number) =>
    Upload.query()
      .where('id', id)
      .update({ lastSeenAt: sqlTime(DateTime.utc().minus({ hours })) })

  test('needs attention until the same file arrives or it is dismissed', async ({ assert }) => {
    const course = await aCourse({ title: 'Knots & bends' })
    const input = { course: String(course._id), name: '<b>film</b>.mp4' }
    const visitor = await anAdministratorsVisitor()
    const refused = await upload(visitor, NO_FILM, input)
    await finish(visitor, refused.id, input)

    const overview = await visitor.get('/admin')
    assert.include(overview.html, '1 upload needs your attention')
    assert.include(overview.html, `href="${FAILED}"`)
    const { html } = await visitor.get(FAILED)
    assert.include(html, '&lt;b&gt;film')
    assert.include(html, 'A lecture must be an MP4')
    assert.include(html, `href="/admin/courses/${course._id}"`)

    const better = await upload(visitor, aFile(), input)
    await finish(visitor, better.id, input)
    assert.isEmpty(await Upload.all())
    const after = await visitor.get('/admin')
    assert.notInclude(after.html, 'half-way')
  })

  test('can be resumed or dismissed after a lost connection', async ({ assert }) => {
    const lecture = await aLecture(await aCourse(), { title: 'Bowline' })
    const visitor = await anAdministratorsVisitor()
    const { id, path } = await begin(visitor, 1000, { lecture: String(lecture._id) })
    const fresh = await visitor.get(FAILED)
    assert.include(fresh.html, 'No failed uploads')
    const early = await visitor.post(`${FAILED}/${id}/dismiss`)
    const refusal = await visitor.follow(early)
    assert.include(refusal.html, 'no longer exists')

    await breakOff(id, 2)
    const { html } = await visitor.get(FAILED)
    assert.include(html, 'Stopped')
    assert.include(html, `href="/admin/lectures/${lecture._id}"`)
    const dismissed = await visitor.post(`${FAILED}/${id}/dismiss`)
    const page = await visitor.follow(dismissed)
    assert.include(page.html, 'No failed uploads')
    const { status } = await visitor.send('HEAD', path, { headers: TUS })
    assert.equal(status, 404)
    const entry = await AuditEntry.query().where({ targetId: id, outcome: 'done' }).firstOrFail()
    assert.equal(entry.action, 'upload.dismissed')
  })

  test('is reported for a month after it was abandoned', async ({ assert }) => {
    const uploads = await app.container.make(ResumableUploads)
    const visitor = await anAdministratorsVisitor()
    const { id } = await begin(visitor, 10)
    await breakOff(id, 50)
    await Upload.query()
      .where('id', id)
      .update({ createdAt: sqlTime(DateTime.utc().minus({ hours: 51 })) })
    await uploads.purge()
    const { html } = await visitor.get(FAILED)
    assert.include(html, 'not continued for two days')
    assert.match(html, />Deleted</)

    await Upload.query()
      .where('id', id)
      .update({ failedAt: sqlTime(DateTime.utc().minus({ days: 31 })) })
    await uploads.purge()
    assert.isNull(await Upload.find(id))
  })

  test('costs no more queries for 100 than for 10', async ({ assert }) => {
    const { id: ownerId } = await aLearner()
    const visitor = await anAdministratorsVisitor()
    const failed = (count: number) =>
      Upload.createMany(
        Array.from({ length: count }, () => ({
          id: randomUUID(),
          ownerId,
          purpose: LECTURE_MEDIA.name,
          subject: `course:${newId()}`,
          name: 'film.mp4',
          sizeInBytes: 5,
          failedAt: DateTime.utc(),
          lastSeenAt: DateTime.utc(),
        }))
      )
    await failed(10)
    const few = await queriesOf(() => visitor.get(FAILED))
    await failed(90)
    assert.equal(await queriesOf(() => visitor.get(FAILED)), few)
    assert.isAtMost(few, 12)
    const { html } = await visitor.get(FAILED)
    assert.lengthOf(html.match(/dismiss"/g)!, 100)
  })
})

test.group('An upload that two requests write to', (group) => {
  group.each.setup(emptyStores)

  const patience = () => new AbortController().signal

  /** The locks of two processes, which share only the database. */
  const [here, there] = [new UploadLocks(), new UploadLocks()]

  test('is written by one of them at a time, in whichever process', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const { id } = await begin(visitor, 10)
    const first = here.newLock(id)
    const second = there.newLock(`uploads-in-progress/${id}`)
    const order: string[] = []
    await first.lock(patience(), async () => {
      order.push('the first is asked to stop')
      await first.unlock()
    })
    await second.lock(patience(), () => {})
    order.push('the second has it')
    assert.deepEqual(order, ['the first is asked to stop', 'the second has it'])
    await second.unlock()
  })

  test('is taken over from a process that ended', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const { id } = await begin(visitor, 10)
    const gone = sqlTime(DateTime.utc().minus({ seconds: 1 }))
    const row = () => Upload.query().where('id', id)
    await row().update({ locked_by: randomUUID(), locked_until: gone })
    const lock = there.newLock(id)
    await lock.lock(patience(), () => {})
    await lock.unlock()
    assert.lengthOf(await row().whereNull('locked_until'), 1)
  })

  test('is not found when it does not exist', async ({ assert }) => {
    await assert.rejects(async () => {
      await here
        .newLock(randomUUID())
        .lock(patience(), () => {})
        .catch(({ status_code: status }) => {
          throw new Error(String(status))
        })
    }, '404')
  })

  test('becomes one lecture when both finish it at once, and both get it', async ({ assert }) => {
    const course = await aCourse()
    const visitor = await anAdministratorsVisitor()
    const { id } = await upload(visitor, aFile())
    const input = { name: 'a.mp4', course: String(course._id) }
    const [one, other] = await Promise.all([finish(visitor, id, input), finish(visitor, id, input)])
    assert.deepEqual([one.status, other.status], [200, 200])
    assert.deepEqual(one.body, other.body)
    assert.equal(await LectureDocument.countDocuments(), 1)
  })
})

test.group('An upload', (group) => {
  group.each.setup(emptyStores)

  test('is limited in size, and cannot choose its file name', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const large = await begin(visitor, 3 * 1024 ** 3)
    assert.equal(large.status, 413)
    const strange = await visitor.send('HEAD', `${UPLOADS_PATH}/..%2f..%2fetc`, { headers: TUS })
    assert.equal(strange.status, 404)
    const course = await aCourse()
    const unknown = await finish(visitor, randomUUID(), {
      name: 'a.mp4',
      course: String(course._id),
    })
    assert.equal(unknown.status, 404)
  })

  test('belongs to the person who began it', async ({ assert }) => {
    const course = await aCourse()
    const [owner, other] = [await anAdministratorsVisitor(), await anAdministratorsVisitor()]
    const { id, path } = await upload(owner, aFile())

    for (const method of ['HEAD', 'PATCH', 'DELETE'] as const) {
      const headers = method === 'PATCH' ? { ...PART, 'upload-offset': '0' } : TUS
      const { status } = await other.send(method, path, { headers })
      assert.equal(status, 404, method)
    }
    const input = { name: 'a.mp4', course: String(course._id) }
    const stolen = await finish(other, id, input)
    assert.equal(stolen.status, 404)
    const finished = await finish(owner, id, input)
    assert.equal(finished.status, 200)
  })

  test('is refused with a message: {what}')
    .with<{ what: string; headers: Record<string, string>; body?: string; expect: number }[]>([
      { what: 'no version of the protocol', headers: {}, expect: 412 },
      { what: 'no length', headers: TUS, expect: 400 },
      { what: 'an invalid length', headers: { ...TUS, 'upload-length': '-1' }, expect: 400 },
      {
        what: 'more bytes than announced',
        headers: { ...PART, 'upload-length': '4', 'upload-metadata': 'name YQ==' },
        body: 'more than four',
        expect: 413,
      },
    ])
    .run(async ({ assert }, { headers, body, expect }) => {
      const visitor = await anAdministratorsVisitor()
      const accept = { accept: 'application/json' }
      const answer = await visitor.send('POST', UPLOADS_PATH, {
        headers: { ...accept, ...headers },
        body,
      })

      assert.equal(answer.status, expect)
      assert.match(answer.headers.get('content-type')!, /^application\/json/)
      const { message, requestId } = JSON.parse(answer.html)
      assert.isNotEmpty(message)
      assert.equal(requestId, answer.headers.get('x-request-id'))
    })

  test('reveals nothing about internal errors', async ({ assert, cleanup }) => {
    const visitor = await anAdministratorsVisitor()
    const { begin: original } = UploadRecords.prototype
    UploadRecords.prototype.begin = async () => {
      throw new Error('insert into uploads failed')
    }
    cleanup(() => {
      UploadRecords.prototype.begin = original
    })

    const { status, html } = await visitor.send('POST', UPLOADS_PATH, {
      headers: {
        ...TUS,
        'upload-length': '10',
        'upload-metadata': 'name YQ==,subject Y291cnNlOng=',
      },
    })

    assert.equal(status, 500)
    assert.notInclude(html, 'insert')
    assert.isNotEmpty(JSON.parse(html).message)
  })

  test('reports to scripts that the session has ended', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    visitor.cookies.delete('theta_dashboard')
    const { status } = await begin(visitor, 10)
    assert.equal(status, 401)
  })

  test('is refused without a CSRF token', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const headers = { ...TUS, 'upload-length': '10', 'x-csrf-token': 'forged' }
    const { status } = await visitor.send('POST', UPLOADS_PATH, { headers })
    assert.equal(status, 403)
  })

  test('is purged when nobody continues it', async ({ assert }) => {
    const uploads = await app.container.make(ResumableUploads)
    const visitor = await anAdministratorsVisitor()
    const { path } = await begin(visitor, 10)
    await uploads.purge()
    assert.equal(await offsetOf(visitor, path), 0)
    const later = Date.now() + 3 * 24 * 60 * 60 * 1000
    await atTime(later, async () => {
      const deleted = await uploads.purge()
      assert.isAtLeast(deleted, 1)
    })
  })

  test('is purged when it is complete but unused', async ({ assert }) => {
    const uploads = await app.container.make(ResumableUploads)
    const inProgress = await app.container.make(UploadsInProgress)
    const visitor = await anAdministratorsVisitor()
    const { id } = await upload(visitor, aFile())
    assert.isAbove(await inProgress.sizeOf(id), 0)

    const longAgo = sqlTime(DateTime.utc().minus({ hours: 50 }))
    await Upload.query().where('id', id).update({ createdAt: longAgo, lastSeenAt: longAgo })
    await uploads.purge()

    await assert.rejects(() => inProgress.sizeOf(id), UploadNotFound)
    const { reason } = await Upload.findOrFail(id)
    assert.include(reason!, 'not continued')
  })

  test('gives the lecture the name of the file', ({ assert }) => {
    assert.equal(titleOf('01 - Intro.final.mp4'), '01 Intro.final')
    assert.equal(titleOf('.mp4'), 'New lecture')
    assert.equal(titleOf('x'.repeat(500)).length, 200)
  })
})

async function atTime(time: number, work: () => Promise<void>) {
  const RealDate = Date
  class LaterDate extends RealDate {
    constructor(...parts: [] | [number | string]) {
      if (parts.length === 0) super(time)
      else super(parts[0])
    }
  }
  globalThis.Date = LaterDate as DateConstructor
  try {
    await work()
  } finally {
    globalThis.Date = RealDate
  }
}
