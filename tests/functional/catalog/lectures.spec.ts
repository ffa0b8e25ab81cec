import { test } from '@japa/runner'
import { newId } from '#app/platform/ids'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aLearner, anAdministrator, enroll, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

test.group('Lectures', (group) => {
  group.each.setup(emptyStores)

  test('lists lectures in teaching order, those without a position first', async ({
    assert,
    client,
  }) => {
    const [course, learner] = [await aCourse(), await aLearner()]
    await enroll(learner, course)
    const second = await aLecture(course, { position: 2 })
    const first = await aLecture(course, { position: 1 })
    const imported = await aLecture(course, { position: undefined })

    const response = await client.get(`/api/lectures/${course._id}`).headers(await tokenOf(learner))

    response.assertStatus(200)
    const { lectures } = response.body()
    assert.deepEqual(
      lectures.map(({ _id }: { _id: string }) => _id),
      [imported, first, second].map(({ _id }) => _id.toHexString())
    )
    assert.sameMembers(Object.keys(lectures[0]), [
      '_id',
      'title',
      'description',
      'video',
      'course',
      'createdAt',
    ])
    assert.equal(lectures[0].course, String(course._id))
  })

  test('shows lectures only to enrolled learners and administrators', async ({
    assert,
    client,
  }) => {
    const course = await aCourse()
    const lecture = await aLecture(course)
    const [stranger, learner, administrator] = [
      await aLearner(),
      await aLearner(),
      await anAdministrator(),
    ]
    await enroll(learner, course)

    for (const path of [`/api/lectures/${course._id}`, `/api/lecture/${lecture._id}`]) {
      const statuses = [
        await client.get(path),
        await client.get(path).headers(await tokenOf(stranger)),
        await client.get(path).headers(await tokenOf(learner)),
        await client.get(path).headers(await tokenOf(administrator)),
      ].map((response) => response.status())
      assert.deepEqual(statuses, [401, 403, 200, 200])
    }
  })

  test('signs relative media addresses, and leaves them out for others', async ({
    assert,
    client,
  }) => {
    const [course, learner] = [await aCourse(), await aLearner()]
    const lecture = await aLecture(course)
    await enroll(learner, course)

    const allowed = await client.get(`/api/lecture/${lecture._id}`).headers(await tokenOf(learner))
    assert.match(allowed.body().lecture.video, /^uploads\/[0-9a-f-]{36}\.mp4\?.*signature=/)
    const refused = await client
      .get(`/api/lecture/${lecture._id}`)
      .headers(await tokenOf(await aLearner()))
    assert.notInclude(refused.text(), 'uploads/')
  })

  test('answers 404 with a message to an unknown or malformed id', async ({ assert, client }) => {
    const headers = await tokenOf(await anAdministrator())
    for (const path of ['lecture', 'lectures'].flatMap((kind) => [
      `${kind}/${newId()}`,
      `${kind}/x`,
    ])) {
      const response = await client.get(`/api/${path}`).headers(headers)
      response.assertStatus(404)
      assert.isString(response.body().message)
    }
  })
})
