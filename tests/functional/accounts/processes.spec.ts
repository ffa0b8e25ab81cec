import { test } from '@japa/runner'
import { ace } from '#tests/helpers/console'
import { resetTokenMailedTo } from '#tests/helpers/mailbox'
import { aLearner, aSuperAdministrator, PASSWORD, tokenOf } from '#tests/helpers/people'
import type { AppServer } from '#tests/helpers/processes'
import { aSecondServer } from '#tests/helpers/second_server'
import { emptyStores } from '#tests/helpers/stores'

test.group('A change made in one process, at the next request in another', (group) => {
  let second: AppServer

  group.setup(async () => {
    second = await aSecondServer()
    return async () => void (await second.stop())
  })
  group.each.setup(emptyStores)

  const statusThere = async (path: string, headers: Record<string, string>) => {
    const response = await fetch(second.url + path, { headers })
    await response.body?.cancel()
    return response.status
  }

  test('applies to roles', async ({ assert, client }) => {
    const learner = await aLearner()
    const session = await tokenOf(learner)
    const administering = await tokenOf(await aSuperAdministrator())
    assert.equal(await statusThere('/api/users', session), 403)

    for (const status of [200, 403]) {
      const toggled = await client.put(`/api/user/${learner.id}`).headers(administering)
      toggled.assertStatus(200)
      assert.equal(await statusThere('/api/users', session), status)
    }
  })

  test('applies to blocks', async ({ assert }) => {
    const learner = await aLearner()
    const session = await tokenOf(learner)
    assert.equal(await statusThere('/api/user/me', session), 200)

    await ace(['account:block', learner.email])

    assert.equal(await statusThere('/api/user/me', session), 401)
  })

  test('applies to signing out and to sessions that a reset ends', async ({ assert, client }) => {
    const learner = await aLearner()
    const [one, other] = [await tokenOf(learner), await tokenOf(learner)]
    for (const session of [one, other])
      assert.equal(await statusThere('/api/user/me', session), 200)

    const signOut = await client.post('/api/user/logout').headers(one)
    signOut.assertStatus(200)
    assert.equal(await statusThere('/api/user/me', one), 401)
    assert.equal(await statusThere('/api/user/me', other), 200)

    await client.post('/api/user/forgot').json({ email: learner.email })
    const token = await resetTokenMailedTo(learner.email)
    const reset = await client.post('/api/user/reset').qs({ token }).json({ password: PASSWORD })
    reset.assertStatus(200)
    assert.equal(await statusThere('/api/user/me', other), 401)
  })
})
