import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import drive from '@adonisjs/drive/services/main'
import AuditEntry from '#app/platform/audit/audit_entry'
import LectureDocument from '#app/catalog/documents/lecture'
import ResumableUploads, { UPLOADS_PATH } from '#app/media/resumable_uploads'
import { titleOf } from '#app/admin/uploads/lecture_title'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aVisitorSignedInAs, type Visitor } from '#tests/helpers/dashboard'
import { anMp4 } from '#tests/helpers/media'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const TUS = { 'tus-resumable': '1.0.0', 'accept': 'application/json' }
const PART = { ...TUS, 'content-type': 'application/offset+octet-stream' }

const aFile = () => Buffer.concat([anMp4(300_000), Buffer.alloc(300_000, 7)])

const anAdministratorsVisitor = async () => aVisitorSignedInAs(await anAdministrator())

async function begin(visitor: Visitor, size: number) {
  const { status, location } = await visitor.send('POST', UPLOADS_PATH, {
    headers: { ...TUS, 'upload-length': String(size) },
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

async function upload(visitor: Visitor, contents: Buffer) {
  const begun = await begin(visitor, contents.length)
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

test.group('Uploads in parts', (group) => {
  group.each.setup(emptyStores)

  test('go on where the connection broke off, and become a lecture', async ({ assert }) => {
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
    const stored = await drive.use().getBytes(lecture!.video)
    assert.isTrue(file.equals(Buffer.from(stored)))
    const again = await finish(visitor, id, input)
    assert.deepEqual(again.body, done.body)
    assert.equal(await LectureDocument.countDocuments(), 1)
    const entries = await AuditEntry.query().where('thingId', done.body.lecture.id)
    assert.isNotEmpty(entries)
    await workOutbox()
  })

  test('replace the media of a lecture', async ({ assert }) => {
    const lecture = await aLecture(await aCourse())
    const visitor = await anAdministratorsVisitor()
    const { id } = await upload(visitor, aFile())
    await finish(visitor, id, { name: 'b.mp4', lecture: String(lecture._id) })
    const changed = await LectureDocument.findById(lecture._id)
    assert.equal(changed!.video, `uploads/${id}.mp4`)
    assert.equal(changed!.title, lecture.title)
  })

  test('are what their first bytes say: anything else is deleted', async ({ assert }) => {
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

test.group('Uploads', (group) => {
  group.each.setup(emptyStores)

  test('are limited in size, and named by nobody', async ({ assert }) => {
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

  test('tell scripts that the session has ended', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    visitor.cookies.delete('theta_dashboard')
    const { status } = await begin(visitor, 10)
    assert.equal(status, 401)
  })

  test('without a CSRF token are refused', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const headers = { ...TUS, 'upload-length': '10', 'x-csrf-token': 'forged' }
    const { status } = await visitor.send('POST', UPLOADS_PATH, { headers })
    assert.equal(status, 403)
  })

  test('are purged when nobody goes on with them', async ({ assert }) => {
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

  test('give lectures the names of their files', ({ assert }) => {
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
