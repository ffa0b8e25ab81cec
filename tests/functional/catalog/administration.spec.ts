import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { Disk } from '@adonisjs/drive'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#app/platform/ids'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import ProgressDocument from '#app/learning/documents/progress'
import FileStore from '#app/media/file_store'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aCoverFile, aLectureFile, storedFiles } from '#tests/helpers/files'
import { aLearner, anAdministrator, enroll, tokenOf } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const COURSE = {
  title: 'Knots',
  description: 'Twelve knots that hold',
  category: 'Crafts',
  price: '499',
  createdBy: 'Asha Rao',
  duration: '3',
}

const LECTURE = { title: 'The bowline', description: 'A loop that does not slip' }

test.group('Administration', (group) => {
  group.each.setup(emptyStores)

  test('lets an administrator publish a course with its cover', async ({ assert, client }) => {
    const headers = await tokenOf(await anAdministrator())

    const response = await client
      .post('/api/course/new')
      .headers(headers)
      .fields(COURSE)
      .file('file', await aCoverFile(), { filename: 'cover.webp' })

    response.assertStatus(201)
    assert.isString(response.body().message)
    const list = await client.get('/api/course/all')
    const [course] = list.body().courses
    assert.containSubset(course, { ...COURSE, price: 499, duration: 3 })
    assert.deepEqual(await storedFiles(), [course.image])
    const cover = await client.get(`/${course.image}`)
    cover.assertStatus(200)
    assert.equal(cover.header('content-type'), 'image/webp')
  })

  test('stores nothing of a course with {flaw}')
    .with([
      { flaw: 'a blank title', change: { title: '   ' } },
      { flaw: 'an empty description', change: { description: '' } },
      { flaw: 'a negative price', change: { price: '-1' } },
      { flaw: 'a fraction as the price', change: { price: '4.5' } },
      { flaw: 'a word as the price', change: { price: 'free' } },
      { flaw: 'a price above what the gateway accepts', change: { price: '500001' } },
      { flaw: 'a hexadecimal price', change: { price: '0x10' } },
      { flaw: 'an exponent in the duration', change: { duration: '1e1' } },
      { flaw: 'an empty duration', change: { duration: '' } },
      { flaw: 'a category of 101 characters', change: { category: 'x'.repeat(101) } },
    ])
    .run(async ({ assert, client }, { change }) => {
      const response = await client
        .post('/api/course/new')
        .headers(await tokenOf(await anAdministrator()))
        .fields({ ...COURSE, ...change })
        .file('file', await aCoverFile(), { filename: 'cover.webp' })

      response.assertStatus(422)
      assert.isString(response.body().message)
      assert.equal(await CourseDocument.countDocuments(), 0)
      assert.isEmpty(await storedFiles())
      assert.isEmpty(await db.from('outbox'))
    })

  test('requires a file, which must be an image', async ({ assert, client }) => {
    const headers = await tokenOf(await anAdministrator())
    const answers = [
      await client.post('/api/course/new').headers(headers).fields(COURSE),
      await client.post('/api/course/new').headers(headers).json(COURSE),
      await client
        .post('/api/course/new')
        .headers(headers)
        .fields(COURSE)
        .file('file', await aLectureFile(), { filename: 'cover.png', contentType: 'image/png' }),
    ]
    for (const answer of answers) {
      answer.assertStatus(422)
      assert.isString(answer.body().message)
    }
    assert.isEmpty(await storedFiles())
  })

  test('refuses learners who publish or delete', async ({ assert, client }) => {
    const course = await aCourse()
    const lecture = await aLecture(course)
    const headers = await tokenOf(await aLearner())
    const refused = [
      await client
        .post('/api/course/new')
        .headers(headers)
        .fields(COURSE)
        .file('file', await aCoverFile(), { filename: 'c.webp' }),
      await client.post(`/api/course/${course._id}`).headers(headers).fields(LECTURE),
      await client.delete(`/api/lecture/${lecture._id}`).headers(headers),
      await client.delete(`/api/course/${course._id}`).headers(headers),
      await client.get('/api/stats').headers(headers),
    ]
    assert.deepEqual(
      refused.map((response) => response.status()),
      [403, 403, 403, 403, 403]
    )
    assert.equal(await LectureDocument.countDocuments(), 1)
    assert.isEmpty(await storedFiles())
  })

  test('appends a new lecture to its course', async ({ assert, client }) => {
    const course = await aCourse()
    const headers = await tokenOf(await anAdministrator())
    for (const title of ['First', 'Second']) {
      const response = await client
        .post(`/api/course/${course._id}`)
        .headers(headers)
        .fields({ ...LECTURE, title })
        .file('file', await aLectureFile(), { filename: 'lecture.mp4' })
      response.assertStatus(201)
      assert.containSubset(response.body().lecture, { title, course: String(course._id) })
    }

    const list = await client.get(`/api/lectures/${course._id}`).headers(headers)
    const { lectures } = list.body()
    assert.deepEqual(
      lectures.map(({ title }: { title: string }) => title),
      ['First', 'Second']
    )
    const media = await client.get(`/${lectures[0].video}`).header('range', 'bytes=0-99')
    media.assertStatus(206)
  })

  test('leaves nothing behind of a lecture for an unknown course', async ({ assert, client }) => {
    const response = await client
      .post(`/api/course/${newId()}`)
      .headers(await tokenOf(await anAdministrator()))
      .fields(LECTURE)
      .file('file', await aLectureFile(), { filename: 'lecture.mp4' })
    response.assertStatus(404)
    assert.isEmpty(await storedFiles())
  })

  test('deletes a lecture with its file, and answers 404 the second time', async ({
    assert,
    client,
  }) => {
    const course = await aCourse()
    const headers = await tokenOf(await anAdministrator())
    const added = await client
      .post(`/api/course/${course._id}`)
      .headers(headers)
      .fields(LECTURE)
      .file('file', await aLectureFile(), { filename: 'lecture.mp4' })
    const { _id: id, video } = added.body().lecture

    const response = await client.delete(`/api/lecture/${id}`).headers(headers)

    response.assertStatus(200)
    assert.isEmpty(await storedFiles())
    const media = await client.get(`/${video}`)
    media.assertStatus(404)
    const again = await client.delete(`/api/lecture/${id}`).headers(headers)
    again.assertStatus(404)
  })

  test('deletes a course with everything except payments', async ({ assert, client }) => {
    const { course, learner, administrator } = await aSoldCourse(client)

    const response = await client.delete(`/api/course/${course._id}`).headers(administrator)

    response.assertStatus(200)
    await assertNothingIsLeft(assert)
    const me = await client.get('/api/user/me').headers(await tokenOf(learner))
    assert.deepEqual(me.body().user.subscription, [])
    assert.lengthOf(await db.from('payments'), 1)
    const again = await client.delete(`/api/course/${course._id}`).headers(administrator)
    again.assertStatus(404)
  })

  test('finishes a half-done deletion by a job', async ({ assert, cleanup, client }) => {
    const { course, administrator } = await aSoldCourse(client)
    const disk = await app.container.make(Disk)
    app.container.swap(FileStore, () => new UnavailableStore(disk))
    cleanup(() => app.container.restore(FileStore))

    const response = await client.delete(`/api/course/${course._id}`).headers(administrator)
    response.assertStatus(200)
    const gone = await client.get(`/api/course/${course._id}`)
    gone.assertStatus(404)
    assert.isNotEmpty(await storedFiles())

    app.container.restore(FileStore)
    await db.from('outbox').update({ due_at: '2020-01-01 00:00:00' })
    await workOutbox()
    await assertNothingIsLeft(assert)
  })

  test('counts courses, lectures and users', async ({ assert, client }) => {
    const course = await aCourse()
    await aLecture(course)
    await aLearner()
    const response = await client.get('/api/stats').headers(await tokenOf(await anAdministrator()))
    response.assertStatus(200)
    assert.deepEqual(response.body(), {
      stats: { totalCourses: 1, totalLectures: 1, totalUser: 2 },
    })
  })
})

type Client = Parameters<Parameters<typeof test>[1] & object>[0]['client']
type Assert = Parameters<Parameters<typeof test>[1] & object>[0]['assert']

class UnavailableStore extends FileStore {
  async delete(): Promise<void> {
    throw new Error('The file store is unavailable')
  }
}

/** A course with a cover and a lecture, and a learner who bought it and completed the lecture. */
async function aSoldCourse(client: Client) {
  const administrator = await tokenOf(await anAdministrator())
  await client
    .post('/api/course/new')
    .headers(administrator)
    .fields(COURSE)
    .file('file', await aCoverFile(), { filename: 'cover.webp' })
  const course = await CourseDocument.findOne().orFail()
  const added = await client
    .post(`/api/course/${course._id}`)
    .headers(administrator)
    .fields(LECTURE)
    .file('file', await aLectureFile(), { filename: 'lecture.mp4' })

  const learner = await aLearner()
  await enroll(learner, course)
  const id = newId()
  const row = {
    id,
    user_id: learner.id,
    course_id: String(course._id),
    amount_in_paise: 49_900,
    currency: 'INR',
    created_at: '2026-01-01 00:00:00',
  }
  await db
    .table('orders')
    .insert({ ...row, gateway_order_id: 'order_1', course_title: course.title })
  await db.table('payments').insert({ ...row, order_id: id, gateway_payment_id: 'pay_1' })
  const { _id: lectureId } = added.body().lecture
  await ProgressDocument.create({
    user: learner.id,
    course: course._id,
    completedLectures: [lectureId],
  })
  return { course, learner, administrator }
}

async function assertNothingIsLeft(assert: Assert) {
  assert.isEmpty(await storedFiles())
  assert.isEmpty(await db.from('enrollments'))
  assert.isEmpty(await db.from('outbox'))
  const documents = [CourseDocument, LectureDocument, ProgressDocument].map(
    (document) => document.collection
  )
  for (const collection of documents) assert.equal(await collection.countDocuments(), 0)
}
