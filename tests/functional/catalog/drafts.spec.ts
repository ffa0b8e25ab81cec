import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import type User from '#app/accounts/models/user'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aLearner, anAdministrator, enroll, SIGNED_OUT, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

async function titlesSeenBy(client: ApiClient, user: User) {
  const response = await client.get('/api/course/all').headers(await tokenOf(user))
  return response.body().courses.map(({ title }: { title: string }) => title)
}

test.group('Drafts', (group) => {
  group.each.setup(emptyStores)

  test('lists drafts only for enrolled learners and administrators', async ({ assert, client }) => {
    await aCourse({ title: 'Without a status' })
    await aCourse({ title: 'Published', status: 'published' })
    const draft = await aCourse({ title: 'Draft', status: 'draft' })
    await aCourse({ title: 'Another draft', status: 'draft' })
    const learner = await aLearner()
    await enroll(learner, draft)

    for (const headers of [...SIGNED_OUT, { token: 'forged' }]) {
      const response = await client.get('/api/course/all').headers(headers)
      assert.lengthOf(response.body().courses, 2)
    }
    const published = ['Without a status', 'Published']
    assert.deepEqual(await titlesSeenBy(client, await aLearner()), published)
    assert.deepEqual(await titlesSeenBy(client, learner), [...published, 'Draft'])
    assert.lengthOf(await titlesSeenBy(client, await anAdministrator()), 4)
  })

  test('keeps personal lists out of shared caches', async ({ assert, client }) => {
    await aCourse({ status: 'draft' })
    const administrator = await tokenOf(await anAdministrator())
    const own = await client.get('/api/course/all').headers(administrator)
    assert.equal(own.header('cache-control'), 'private, no-cache')
    const etag = own.header('etag')!
    const again = await client.get('/api/course/all').headers({
      ...administrator,
      'if-none-match': etag,
    })
    again.assertStatus(304)
    const others = await client.get('/api/course/all').header('if-none-match', etag)
    others.assertStatus(200)
    assert.deepEqual(others.body(), { courses: [] })
  })

  test('hides drafts from direct access, and sells none', async ({ assert, client }) => {
    const draft = await aCourse({ status: 'draft', price: 0 })
    const [stranger, learner, administrator] = [
      await aLearner(),
      await aLearner(),
      await anAdministrator(),
    ]
    await enroll(learner, draft)

    const seen: number[] = []
    const bought: number[] = []
    for (const user of [stranger, learner, administrator]) {
      const headers = await tokenOf(user)
      const one = await client.get(`/api/course/${draft._id}`).headers(headers)
      seen.push(one.status())
      const checkout = await client.post(`/api/course/checkout/${draft._id}`).headers(headers)
      bought.push(checkout.status())
    }
    const signedOut = await client.get(`/api/course/${draft._id}`).header('token', 'null')

    assert.deepEqual(seen, [404, 200, 200])
    assert.deepEqual(bought, [404, 400, 201])
    signedOut.assertStatus(404)
  })

  test('lists drafts among the courses of enrolled learners', async ({ assert, client }) => {
    const [draft, learner] = [await aCourse({ status: 'draft' }), await aLearner()]
    await enroll(learner, draft)
    const response = await client.get('/api/mycourse').headers(await tokenOf(learner))
    assert.lengthOf(response.body().courses, 1)
  })
})

test.group('Unpublished lectures', (group) => {
  group.each.setup(emptyStores)

  test('shows them only to administrators, and leaves them out of progress', async ({
    assert,
    client,
  }) => {
    const [course, learner] = [await aCourse(), await aLearner()]
    await enroll(learner, course)
    await aLecture(course)
    const hidden = await aLecture(course, { status: 'unpublished' })
    const lists: number[] = []
    const ones: number[] = []
    for (const user of [learner, await anAdministrator()]) {
      const headers = await tokenOf(user)
      const list = await client.get(`/api/lectures/${course._id}`).headers(headers)
      lists.push(list.body().lectures.length)
      const one = await client.get(`/api/lecture/${hidden._id}`).headers(headers)
      ones.push(one.status())
    }
    assert.deepEqual(lists, [1, 2])
    assert.deepEqual(ones, [404, 200])

    const headers = await tokenOf(learner)
    const ofHidden = { course: String(course._id), lectureId: String(hidden._id) }
    const done = await client.post('/api/user/progress').qs(ofHidden).headers(headers)
    done.assertStatus(404)
    const progress = await client
      .get('/api/user/progress')
      .qs({ course: String(course._id) })
      .headers(headers)
    assert.equal(progress.body().allLectures, 1)
  })
})

test.group('Free previews', (group) => {
  group.each.setup(emptyStores)

  test('shows them to everyone who is signed in', async ({ assert, client }) => {
    const course = await aCourse()
    const preview = await aLecture(course, { isFreePreview: true })
    const other = await aLecture(course)
    const headers = await tokenOf(await aLearner())

    const watched = await client.get(`/api/lecture/${preview._id}`).headers(headers)
    watched.assertStatus(200)
    assert.include(watched.body().lecture.video, 'signature=')
    const statuses = [
      await client.get(`/api/lecture/${preview._id}`),
      await client.get(`/api/lecture/${other._id}`).headers(headers),
      await client.get(`/api/lectures/${course._id}`).headers(headers),
    ].map((response) => response.status())
    assert.deepEqual(statuses, [401, 403, 403])
  })

  test('shows none of drafts or unpublished lectures', async ({ assert, client }) => {
    const draft = await aCourse({ status: 'draft' })
    const inDraft = await aLecture(draft, { isFreePreview: true })
    const hidden = await aLecture(await aCourse(), { isFreePreview: true, status: 'unpublished' })
    const headers = await tokenOf(await aLearner())
    const statuses = [
      await client.get(`/api/lecture/${inDraft._id}`).headers(headers),
      await client.get(`/api/lecture/${hidden._id}`).headers(headers),
    ].map((response) => response.status())
    assert.deepEqual(statuses, [403, 404])
  })
})
