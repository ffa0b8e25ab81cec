import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import drive from '@adonisjs/drive/services/main'
import Audit from '#app/platform/audit/audit'
import AuditEntry from '#app/platform/audit/audit_entry'
import type { AuditAction } from '#app/platform/audit/audit_actions'
import type { Actor } from '#app/platform/audit/actor'
import DeleteCourse from '#app/catalog/actions/delete_course'
import DuplicateCourse from '#app/catalog/actions/duplicate_course'
import MoveLecture from '#app/catalog/actions/move_lecture'
import RestoreLecture from '#app/catalog/actions/restore_lecture'
import SoftDeleteLecture from '#app/catalog/actions/soft_delete_lecture'
import UpdateCourse from '#app/catalog/actions/update_course'
import UpdateLecture from '#app/catalog/actions/update_lecture'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import type { Course } from '#app/catalog/documents/course'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import StaleEdit from '#app/catalog/exceptions/stale_edit'
import TooLateToUndo from '#app/catalog/exceptions/too_late_to_undo'
import Outbox from '#app/platform/outbox/outbox'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { storedFiles } from '#tests/helpers/files'
import { aLearner, enroll, tokenOf } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const actor: Actor = {
  userId: null,
  label: 'Someone',
  channel: 'system',
  ip: null,
  userAgent: null,
}

const idOf = ({ _id }: Course | Lecture) => _id.toHexString()

async function titlesInOrder(course: Course): Promise<string[]> {
  const cache = await app.container.make(CatalogCache)
  const lectures = await cache.lecturesOf(idOf(course))
  return lectures.map(({ title }) => title)
}

async function entriesOf(thing: Course | Lecture, action: AuditAction) {
  return AuditEntry.query()
    .where({ targetId: idOf(thing), action })
    .orderBy('id')
}

test.group('Editing a course', (group) => {
  group.each.setup(emptyStores)

  test('applies to everyone at once, and is audited', async ({ assert, client }) => {
    const course = await aCourse({ title: 'Knots', price: 100 })
    const updateCourse = await app.container.make(UpdateCourse)
    await client.get('/api/course/all')

    await updateCourse.handle({
      actor,
      courseId: idOf(course),
      edits: 0,
      edit: { title: 'Knots that hold', price: 100 },
    })

    const response = await client.get(`/api/course/${course._id}`)
    assert.equal(response.body().course.title, 'Knots that hold')
    const [, done] = await entriesOf(course, 'course.updated')
    assert.deepEqual(done.before, { title: 'Knots' })
    assert.deepEqual(done.after, { title: 'Knots that hold' })
  })

  test('reports a conflict when someone else has saved first', async ({ assert }) => {
    const course = await aCourse()
    const updateCourse = await app.container.make(UpdateCourse)
    const edit = (title: string) =>
      updateCourse.handle({ actor, courseId: idOf(course), edits: 0, edit: { title } })

    await edit('First')
    await assert.rejects(() => edit('Second'), StaleEdit)
    const both = await aCourse()
    const outcomes = await Promise.allSettled(
      ['One', 'Two'].map((title) =>
        updateCourse.handle({ actor, courseId: idOf(both), edits: 0, edit: { title } })
      )
    )
    assert.sameMembers(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected']
    )
  })

  test('deletes the replaced cover, unless another course uses it', async ({ assert }) => {
    const image = 'uploads/00000000-0000-4000-8000-00000000000a.png'
    await drive.use().put(image, 'cover')
    const [course, other] = [await aCourse({ image }), await aCourse({ image })]
    const updateCourse = await app.container.make(UpdateCourse)
    const replaced = 'uploads/00000000-0000-4000-8000-00000000000b.png'
    for (const [one, left] of [[course, 1] as const, [other, 0] as const]) {
      await updateCourse.handle({ actor, courseId: idOf(one), edit: { image: replaced } })
      assert.lengthOf(await storedFiles(), left)
    }
  })
})

test.group('Duplicating a course', (group) => {
  group.each.setup(emptyStores)

  test('creates a draft with the same lectures, which survives the original', async ({
    assert,
  }) => {
    const video = 'uploads/00000000-0000-4000-8000-00000000000c.mp4'
    await drive.use().put(video, 'film')
    const original = await aCourse({ title: 'Knots' })
    await aLecture(original, { title: 'Bowline', video })
    const duplicateCourse = await app.container.make(DuplicateCourse)
    const deleteCourse = await app.container.make(DeleteCourse)

    const copy = await duplicateCourse.handle({ actor, courseId: idOf(original) })

    assert.equal(copy.title, 'Knots (copy)')
    assert.equal(copy.status, 'draft')
    assert.deepEqual(await titlesInOrder(copy), ['Bowline'])
    await deleteCourse.handle({ actor, courseId: idOf(original) })
    assert.deepEqual(await storedFiles(), [video])
    await deleteCourse.handle({ actor, courseId: idOf(copy) })
    assert.isEmpty(await storedFiles())
  })
})

test.group('Moving a lecture', (group) => {
  group.each.setup(emptyStores)

  test('moves it to its new position, and numbers imported lectures', async ({ assert }) => {
    const course = await aCourse()
    const lectures: Lecture[] = []
    for (const title of ['A', 'B', 'C', 'D'])
      lectures.push(await aLecture(course, { title, position: undefined }))
    const moveLecture = await app.container.make(MoveLecture)
    const move = (index: number, place: number) =>
      moveLecture.handle({ actor, lectureId: idOf(lectures[index]), place })

    await move(0, 3)
    assert.deepEqual(await titlesInOrder(course), ['B', 'C', 'A', 'D'])
    await move(3, 1)
    assert.deepEqual(await titlesInOrder(course), ['D', 'B', 'C', 'A'])
    const { place } = await move(3, 99)
    assert.equal(place, 4)
    const [, done] = await entriesOf(lectures[0], 'lecture.moved')
    assert.deepEqual([done.before, done.after], [{ place: 1 }, { place: 3 }])
  })
})

test.group('Changing a lecture', (group) => {
  group.each.setup(emptyStores)

  test('keeps its id, and so everyone’s progress, when its media are replaced', async ({
    assert,
    client,
  }) => {
    const old = 'uploads/00000000-0000-4000-8000-00000000000d.mp4'
    await drive.use().put(old, 'film')
    const [course, learner] = [await aCourse(), await aLearner()]
    const lecture = await aLecture(course, { video: old })
    await enroll(learner, course)
    const headers = await tokenOf(learner)
    const pair = { course: idOf(course), lectureId: idOf(lecture) }
    await client.post('/api/user/progress').qs(pair).headers(headers)

    const updateLecture = await app.container.make(UpdateLecture)
    const video = 'uploads/00000000-0000-4000-8000-00000000000e.webm'
    await updateLecture.handle({ actor, lectureId: idOf(lecture), edit: { video } })

    const progress = await client.get('/api/user/progress').qs(pair).headers(headers)
    assert.equal(progress.body().courseProgressPercentage, 100)
    assert.isEmpty(await storedFiles())
  })

  test('reports a conflict when someone else has renamed it first', async ({ assert }) => {
    const lecture = await aLecture(await aCourse())
    const updateLecture = await app.container.make(UpdateLecture)
    const rename = (title: string) =>
      updateLecture.handle({ actor, lectureId: idOf(lecture), edits: 0, edit: { title } })
    await rename('First')
    await assert.rejects(() => rename('Second'), StaleEdit)
  })
})

test.group('A deletion with undo', (group) => {
  group.each.setup(emptyStores)

  test('hides the lecture at once, and can be undone without a trace', async ({ assert }) => {
    const course = await aCourse()
    const lecture = await aLecture(course, { title: 'Bowline' })
    const softDelete = await app.container.make(SoftDeleteLecture)
    const restore = await app.container.make(RestoreLecture)

    await softDelete.handle({ actor, lectureId: idOf(lecture) })
    assert.isEmpty(await titlesInOrder(course))
    await restore.handle({ actor, lectureId: idOf(lecture) })
    await restore.handle({ actor, lectureId: idOf(lecture) })

    assert.deepEqual(await titlesInOrder(course), ['Bowline'])
    assert.isEmpty(await OutboxRow.all())
    assert.lengthOf(await entriesOf(lecture, 'lecture.restored'), 2)
  })

  test('is undone by a worker if the process ends half-way', async ({ assert }) => {
    const course = await aCourse()
    const lecture = await aLecture(course, { title: 'Bowline' })
    const softDelete = await app.container.make(SoftDeleteLecture)
    await softDelete.handle({ actor, lectureId: idOf(lecture) })
    const outbox = await app.container.make(Outbox)
    outbox.settle = () => Promise.reject(new Error('The process ends.'))
    const restore = new RestoreLecture(outbox, await app.container.make(Audit))
    await assert.rejects(() => restore.handle({ actor, lectureId: idOf(lecture) }))
    assert.isEmpty(await titlesInOrder(course))

    await OutboxRow.query().update({ dueAt: '2020-01-01 00:00:00.000' })
    await workOutbox()
    assert.deepEqual(await titlesInOrder(course), ['Bowline'])
    assert.isEmpty(await OutboxRow.all())
  })

  test('becomes final when its time is up', async ({ assert }) => {
    const lecture = await aLecture(await aCourse())
    const softDelete = await app.container.make(SoftDeleteLecture)
    const restore = await app.container.make(RestoreLecture)
    await softDelete.handle({ actor, lectureId: idOf(lecture) })
    await workOutbox()
    assert.isNotNull(await LectureDocument.findById(lecture._id))

    await OutboxRow.query().update({ dueAt: '2020-01-01 00:00:00.000' })
    await assert.rejects(() => restore.handle({ actor, lectureId: idOf(lecture) }), TooLateToUndo)
    await workOutbox()
    assert.isNull(await LectureDocument.findById(lecture._id))
  })
})
