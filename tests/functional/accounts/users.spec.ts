import { test } from '@japa/runner'
import { newId } from '#app/platform/ids'
import { aCourse } from '#tests/helpers/catalog'
import {
  aLearner,
  anAdministrator,
  aSuperAdministrator,
  enroll,
  tokenOf,
} from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

test.group('Users', (group) => {
  group.each.setup(emptyStores)

  test('shows an administrator everyone else, with their courses', async ({ assert, client }) => {
    const [course, administrator, learner] = [
      await aCourse(),
      await anAdministrator(),
      await aLearner(),
    ]
    await enroll(learner, course)

    const response = await client.get('/api/users').headers(await tokenOf(administrator))

    response.assertStatus(200)
    const { users } = response.body()
    assert.deepEqual(
      users.map((user: { _id: string }) => user._id),
      [learner.id]
    )
    assert.deepEqual(users[0].subscription, [String(course._id)])
    assert.notProperty(users[0], 'password')
  })

  test('lets a super administrator promote and demote administrators', async ({
    assert,
    client,
  }) => {
    const [superAdministrator, learner] = [await aSuperAdministrator(), await aLearner()]
    const headers = await tokenOf(superAdministrator)
    for (const role of ['admin', 'user']) {
      const response = await client.put(`/api/user/${learner.id}`).headers(headers).json({})
      response.assertStatus(200)
      await learner.refresh()
      assert.equal(learner.role, role)
    }
  })

  test('applies a changed role at the next request', async ({ client }) => {
    const [superAdministrator, learner] = [await aSuperAdministrator(), await aLearner()]
    const headers = await tokenOf(learner)
    const before = await client.get('/api/users').headers(headers)
    before.assertStatus(403)
    await client
      .put(`/api/user/${learner.id}`)
      .headers(await tokenOf(superAdministrator))
      .json({})
    const after = await client.get('/api/users').headers(headers)
    after.assertStatus(200)
  })

  test('lets nobody else change roles', async ({ assert, client }) => {
    const learner = await aLearner()
    const refused = [
      await client.put(`/api/user/${learner.id}`).json({}),
      await client
        .put(`/api/user/${learner.id}`)
        .headers(await tokenOf(learner))
        .json({}),
      await client
        .put(`/api/user/${learner.id}`)
        .headers(await tokenOf(await anAdministrator()))
        .json({}),
    ]
    assert.deepEqual(
      refused.map((response) => response.status()),
      [401, 403, 403]
    )
    await learner.refresh()
    assert.equal(learner.role, 'user')
  })

  test('answers 404 with a message to an unknown or malformed id', async ({ assert, client }) => {
    const headers = await tokenOf(await aSuperAdministrator())
    for (const id of [newId(), 'xyz', '../../etc/passwd', '%00', '1'.repeat(25)]) {
      const response = await client.put(`/api/user/${id}`).headers(headers).json({})
      response.assertStatus(404)
      assert.isString(response.body().message)
    }
  })
})
