import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import ProgressDocument from '#app/learning/documents/progress'
import StartProgress from '#app/learning/actions/start_progress'
import { retryLostUpsert } from '#app/platform/mongo/lost_upsert'
import type { Course } from '#app/catalog/documents/course'
import type User from '#app/accounts/models/user'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { progressOf } from '#tests/helpers/learning'
import { anUnknownId } from '#tests/helpers/payments'
import { queriesDuring } from '#tests/helpers/queries'
import { SIGNED_OUT, aLearner, anAdministrator, enroll, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const address = (course: unknown, lecture?: unknown) =>
  lecture === undefined
    ? `/api/user/progress?course=${course}`
    : `/api/user/progress?course=${course}&lectureId=${lecture}`

/** A learner in a course with some lectures, with progress as buying the course starts it. */
async function anEnrolledLearner({ lectures = 2 } = {}) {
  const [learner, course] = [await aLearner(), await aCourse()]
  await learns(learner, course)
  const made = []
  for (let index = 0; index < lectures; index++) made.push(await aLecture(course))
  return { learner, course, lectures: made, headers: await tokenOf(learner) }
}

async function learns(user: User, course: Course) {
  await enroll(user, course)
  const startProgress = await app.container.make(StartProgress)
  await startProgress.handle({ userId: user.id, courseId: course._id.toHexString() })
}

async function completedBy(user: User): Promise<string[]> {
  const all = await progressOf(user)
  return all.flatMap(({ completedLectures }) => completedLectures.map((id) => id.toHexString()))
}

/** The queries of a request, except look-ups of the catalog's revision, which happen at most once a second. */
async function statementsOf(request: () => Promise<unknown>): Promise<string[]> {
  const queries = await queriesDuring(request)
  return queries.filter((query) => !query.includes('catalog_revisions'))
}

test.group('Completing a lecture', (group) => {
  group.each.setup(emptyStores)

  test('records the first time, and answers 200 afterwards', async ({ client, assert }) => {
    const { learner, course, lectures, headers } = await anEnrolledLearner()

    for (const status of [201, 200, 200]) {
      const response = await client.post(address(course._id, lectures[0]._id)).headers(headers)
      response.assertStatus(status)
      assert.isString(response.body().message)
    }

    assert.deepEqual(await completedBy(learner), [lectures[0]._id.toHexString()])
  })

  test('makes one SQL query and one MongoDB command, and one more command the first time', async ({
    client,
    assert,
  }) => {
    const { course, lectures, headers } = await anEnrolledLearner()
    const complete = (lecture: number, status: number) =>
      statementsOf(async () => {
        const response = await client
          .post(address(course._id, lectures[lecture]._id))
          .headers(headers)
        response.assertStatus(status)
      })
    for (const lecture of lectures) await client.get(`/api/lecture/${lecture._id}`).headers(headers) // fills the cache

    const [tokenLookUp, ...first] = await complete(0, 201)
    assert.match(tokenLookUp, /from auth_access_tokens/)
    assert.deepEqual(first, ['progresses.updateOne', 'lectures.findOne'])

    assert.deepEqual(await complete(0, 200), [tokenLookUp, 'progresses.updateOne'])

    await ProgressDocument.deleteMany({})
    assert.deepEqual(await complete(1, 201), [tokenLookUp, ...first])
  })

  test('records when each lecture was completed, and changes nothing when repeated', async ({
    client,
    assert,
  }) => {
    const { learner, course, lectures, headers } = await anEnrolledLearner()
    const complete = async (lecture: number) => {
      await client.post(address(course._id, lectures[lecture]._id)).headers(headers)
      return progressOf(learner)
    }
    const [started] = await progressOf(learner)

    await complete(0)
    const [both] = await complete(1)
    const [repeated] = await complete(0)

    assert.deepEqual(both, {
      ...started,
      completedLectures: lectures.map(({ _id }) => _id),
      activeAt: both.activeAt,
      updatedAt: both.updatedAt,
    })
    assert.lengthOf(both.activeAt!, 2)
    assert.deepEqual(both.updatedAt, both.activeAt![1])
    assert.deepEqual(repeated, both)
  })

  test('creates progress that looks like any other', async ({ client, assert }) => {
    const [started, completed] = [await anEnrolledLearner(), await anEnrolledLearner()]
    await ProgressDocument.deleteMany({ user: completed.learner.id })
    for (const { course, lectures, headers } of [started, completed])
      await client.post(address(course._id, lectures[0]._id)).headers(headers)

    const [[expected], [made]] = [
      await progressOf(started.learner),
      await progressOf(completed.learner),
    ]

    assert.sameMembers(Object.keys(made), Object.keys(expected))
    assert.deepEqual(made.createdAt, made.updatedAt)
    assert.deepEqual(made.activeAt, [made.updatedAt!])
  })

  test('retries an upsert once that lost to another', async ({ assert }) => {
    const { learner, course } = await anEnrolledLearner()
    const insert = () =>
      ProgressDocument.create({ user: learner.id, course: course._id, completedLectures: [] })
    let attempts = 0

    const lost = () => (++attempts === 1 ? insert() : Promise.resolve('found'))
    assert.equal(await retryLostUpsert<unknown>(lost), 'found')

    await assert.rejects(() => retryLostUpsert(insert), /duplicate key/)
    assert.lengthOf(await progressOf(learner), 1)
  })

  test('loses none of fifty simultaneous lectures', async ({ client, assert }) => {
    const { learner, course, lectures, headers } = await anEnrolledLearner({ lectures: 50 })

    const responses = await Promise.all(
      lectures.map(({ _id }) => client.post(address(course._id, _id)).headers(headers))
    )

    for (const response of responses) response.assertStatus(201)
    assert.sameMembers(
      await completedBy(learner),
      lectures.map(({ _id }) => _id.toHexString())
    )
  })

  test('is a first completion once when sent fifty times at once', async ({ client, assert }) => {
    const { learner, course, lectures, headers } = await anEnrolledLearner()
    await ProgressDocument.deleteMany({})

    const responses = await Promise.all(
      Array.from({ length: 50 }, () =>
        client.post(address(course._id, lectures[0]._id)).headers(headers)
      )
    )

    const statuses = responses.map((response) => response.status())
    assert.lengthOf(
      statuses.filter((status) => status === 201),
      1
    )
    assert.lengthOf(
      statuses.filter((status) => status === 200),
      49
    )
    assert.lengthOf(await progressOf(learner), 1)
    assert.lengthOf(await completedBy(learner), 1)
  })

  test('creates missing progress of an enrollment', async ({ client, assert }) => {
    const [learner, course] = [await aLearner(), await aCourse()]
    await enroll(learner, course)
    const lecture = await aLecture(course)

    const response = await client
      .post(address(course._id, lecture._id))
      .headers(await tokenOf(learner))

    response.assertStatus(201)
    assert.deepEqual(await completedBy(learner), [lecture._id.toHexString()])
  })

  test('accepts ids in capitals', async ({ client }) => {
    const { course, lectures, headers } = await anEnrolledLearner()
    const [courseId, lectureId] = [course._id, lectures[0]._id].map((id) =>
      id.toHexString().toUpperCase()
    )
    const response = await client.post(address(courseId, lectureId)).headers(headers)
    response.assertStatus(201)
  })

  test('requires sign-in', async ({ client, assert }) => {
    const { course, lectures } = await anEnrolledLearner()
    for (const headers of SIGNED_OUT) {
      const response = await client.post(address(course._id, lectures[0]._id)).headers(headers)
      response.assertStatus(401)
      assert.isString(response.body().message)
    }
  })

  test('requires enrollment, also of administrators', async ({ client, assert }) => {
    const { course, lectures } = await anEnrolledLearner()
    for (const user of [await aLearner(), await anAdministrator()]) {
      const response = await client
        .post(address(course._id, lectures[0]._id))
        .headers(await tokenOf(user))
      response.assertStatus(403)
      assert.isString(response.body().message)
      assert.isEmpty(await progressOf(user))
    }
  })

  test('answers 404 for a lecture of another course, an unknown one and a malformed id', async ({
    client,
    assert,
  }) => {
    const { learner, course, lectures, headers } = await anEnrolledLearner()
    const foreign = await aLecture(await aCourse())
    const addresses = [
      address(course._id, foreign._id),
      address(course._id, anUnknownId()),
      address(course._id, 'lecture'),
      address('course', lectures[0]._id),
    ]
    for (const one of addresses) {
      const response = await client.post(one).headers(headers)
      response.assertStatus(404)
      assert.isString(response.body().message)
    }
    assert.isEmpty(await completedBy(learner))
  })

  test('requires both ids', async ({ client, assert }) => {
    const { course, lectures, headers } = await anEnrolledLearner()
    const queries = ['', `?course=${course._id}`, `?lectureId=${lectures[0]._id}`]
    for (const query of queries) {
      const response = await client.post(`/api/user/progress${query}`).headers(headers)
      response.assertStatus(422)
      assert.isString(response.body().message)
    }
  })
})

test.group('Looking at progress', (group) => {
  group.each.setup(emptyStores)

  test('counts completed lectures', async ({ client, assert }) => {
    const { learner, course, lectures, headers } = await anEnrolledLearner({ lectures: 3 })
    await client.post(address(course._id, lectures[1]._id)).headers(headers)

    const response = await client.get(address(course._id)).headers(headers)

    response.assertStatus(200)
    const { progress, ...counts } = response.body()
    assert.deepEqual(counts, {
      courseProgressPercentage: 33.33,
      completedLectures: 1,
      allLectures: 3,
    })
    const [stored] = await progressOf(learner)
    assert.lengthOf(progress, 1)
    assert.deepEqual(progress[0], {
      _id: stored._id.toHexString(),
      user: learner.id,
      course: course._id.toHexString(),
      completedLectures: [lectures[1]._id.toHexString()],
    })
  })

  test('reaches 100 percent', async ({ client, assert }) => {
    const { course, lectures, headers } = await anEnrolledLearner({ lectures: 3 })
    for (const lecture of lectures)
      await client.post(address(course._id, lecture._id)).headers(headers)

    const response = await client.get(address(course._id)).headers(headers)

    assert.equal(response.body().courseProgressPercentage, 100)
  })

  test('is zero in a course without lectures', async ({ client, assert }) => {
    const { course, headers } = await anEnrolledLearner({ lectures: 0 })

    const response = await client.get(address(course._id)).headers(headers)

    response.assertStatus(200)
    const { progress, ...counts } = response.body()
    assert.deepEqual(counts, { courseProgressPercentage: 0, completedLectures: 0, allLectures: 0 })
    assert.lengthOf(progress, 1)
  })

  test('does not count deleted lectures', async ({ client, assert }) => {
    const { learner, course, lectures, headers } = await anEnrolledLearner({ lectures: 2 })
    await client.post(address(course._id, lectures[0]._id)).headers(headers)
    await ProgressDocument.updateOne(
      { user: learner.id },
      { $addToSet: { completedLectures: anUnknownId() } }
    )

    const response = await client.get(address(course._id)).headers(headers)

    const { progress, ...counts } = response.body()
    assert.deepEqual(counts, { courseProgressPercentage: 50, completedLectures: 1, allLectures: 2 })
    assert.deepEqual(progress[0].completedLectures, [lectures[0]._id.toHexString()])
  })

  test('creates missing progress of an enrollment, once', async ({ client, assert }) => {
    const [learner, course] = [await aLearner(), await aCourse()]
    await enroll(learner, course)
    const headers = await tokenOf(learner)

    const responses = await Promise.all(
      Array.from({ length: 10 }, () => client.get(address(course._id)).headers(headers))
    )

    const [stored, ...others] = await progressOf(learner)
    assert.isEmpty(others)
    for (const response of responses) {
      response.assertStatus(200)
      assert.equal(response.body().progress[0]._id, stored._id.toHexString())
    }
  })

  test('requires sign-in', async ({ client }) => {
    const course = await aCourse()
    for (const headers of SIGNED_OUT) {
      const response = await client.get(address(course._id)).headers(headers)
      response.assertStatus(401)
    }
  })

  test('answers 404 for an unknown course and for users who are not enrolled', async ({
    client,
    assert,
  }) => {
    const { course, headers } = await anEnrolledLearner()
    const stranger = await aLearner()

    const responses = [
      await client.get(address(course._id)).headers(await tokenOf(stranger)),
      await client.get(address(anUnknownId())).headers(headers),
      await client.get(address('course')).headers(headers),
    ]

    for (const response of responses) {
      response.assertStatus(404)
      assert.isString(response.body().message)
    }
    assert.isEmpty(await progressOf(stranger))
  })

  test('requires a course', async ({ client, assert }) => {
    const response = await client.get('/api/user/progress').headers(await tokenOf(await aLearner()))
    response.assertStatus(422)
    assert.isString(response.body().message)
  })

  test('is empty for an administrator who is not enrolled', async ({ client, assert }) => {
    const { course } = await anEnrolledLearner()
    const headers = await tokenOf(await anAdministrator())

    const response = await client.get(address(course._id)).headers(headers)

    response.assertStatus(200)
    assert.deepEqual(response.body(), {
      courseProgressPercentage: 0,
      completedLectures: 0,
      allLectures: 0,
      progress: [],
    })
    const unknown = await client.get(address(anUnknownId())).headers(headers)
    unknown.assertStatus(404)
  })

  test('counts for an enrolled administrator', async ({ client, assert }) => {
    const [administrator, course] = [await anAdministrator(), await aCourse()]
    await learns(administrator, course)
    const lecture = await aLecture(course)
    const headers = await tokenOf(administrator)
    await client.post(address(course._id, lecture._id)).headers(headers)

    const response = await client.get(address(course._id)).headers(headers)

    assert.equal(response.body().courseProgressPercentage, 100)
  })
})
