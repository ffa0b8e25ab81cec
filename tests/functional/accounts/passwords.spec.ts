import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import AuditEntry from '#app/platform/audit/audit_entry'
import PasswordReset from '#app/accounts/models/password_reset'
import User from '#app/accounts/models/user'
import { mails, newestMailTo, resetTokenMailedTo } from '#tests/helpers/mailbox'
import { aLearner, PASSWORD, tokenOf } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const NEW_PASSWORD = 'a new and longer one'

test.group('Forgotten passwords', (group) => {
  group.each.setup(emptyStores)

  test('sets a new password once by a mailed link, and ends every session', async ({
    assert,
    client,
  }) => {
    const learner = await aLearner()
    const session = await tokenOf(learner)
    const forgot = await client.post('/api/user/forgot').json({ email: learner.email })
    forgot.assertStatus(200)
    assert.include(await newestMailTo(learner.email), 'http://localhost:5173/reset-password/')
    const token = await resetTokenMailedTo(learner.email)

    const reset = await client
      .post('/api/user/reset')
      .qs({ token })
      .json({ password: NEW_PASSWORD })
    reset.assertStatus(200)

    const statuses = [
      await client.get('/api/user/me').headers(session),
      await client.post('/api/user/login').json({ email: learner.email, password: PASSWORD }),
      await client.post('/api/user/login').json({ email: learner.email, password: NEW_PASSWORD }),
      await client.post('/api/user/reset').qs({ token }).json({ password: PASSWORD }),
    ].map((response) => response.status())
    assert.deepEqual(statuses, [401, 400, 200, 400])
    const [entry, ...others] = await AuditEntry.query().where('targetId', learner.id)
    assert.include(entry.$attributes, { action: 'account.password_reset', actorId: learner.id })
    assert.isEmpty(others)
  })

  test('sets one new password when a link is used ten times at once', async ({
    assert,
    client,
  }) => {
    const learner = await aLearner()
    await client.post('/api/user/forgot').json({ email: learner.email })
    const token = await resetTokenMailedTo(learner.email)
    const passwords = Array.from({ length: 10 }, (_, index) => `the new password ${index}`)

    const resets = await Promise.all(
      passwords.map((password) => client.post('/api/user/reset').qs({ token }).json({ password }))
    )

    const statuses = resets.map((response) => response.status())
    assert.deepEqual([...statuses].sort(), [200, ...Array.from({ length: 9 }, () => 400)])
    for (const [index, password] of passwords.entries()) {
      const signIn = await client.post('/api/user/login').json({ email: learner.email, password })
      assert.equal(signIn.status(), statuses[index])
    }
  })

  test(
    'answers a repeated reset of unknown outcome once, and only with the same password: {password}'
  )
    .with([
      { password: NEW_PASSWORD, statuses: [200, 400] },
      { password: PASSWORD, statuses: [400, 400] },
    ])
    .run(async ({ assert, client }, { password, statuses }) => {
      const learner = await aLearner()
      await client.post('/api/user/forgot').json({ email: learner.email })
      const token = await resetTokenMailedTo(learner.email)
      const reset = (chosen: string) =>
        client.post('/api/user/reset').qs({ token }).json({ password: chosen })
      const [row] = await PasswordReset.all()
      await reset(NEW_PASSWORD)
      await PasswordReset.create({ ...row.$attributes, usedAt: DateTime.utc() })
      const session = await tokenOf(learner)
      const { password: stored } = await User.findOrFail(learner.id)

      const responses = [await reset(password), await reset(NEW_PASSWORD)]

      assert.deepEqual(
        responses.map((response) => response.status()),
        statuses
      )
      const after = await User.findOrFail(learner.id)
      assert.equal(after.password, stored)
      const me = await client.get('/api/user/me').headers(session)
      me.assertStatus(200)
      assert.lengthOf(await AuditEntry.query().where('targetId', learner.id), 1)
    })

  test('does not reveal whether the account exists', async ({ assert, client }) => {
    const learner = await aLearner()
    const known = await client.post('/api/user/forgot').json({ email: learner.email })
    const unknown = await client.post('/api/user/forgot').json({ email: 'no@theta.example' })

    assert.deepEqual([known.status(), known.body()], [unknown.status(), unknown.body()])
    await workOutbox()
    assert.lengthOf(await mails(), 1)
  })

  test('invalidates the other links when one is used', async ({ client }) => {
    const learner = await aLearner()
    await client.post('/api/user/forgot').json({ email: learner.email })
    const first = await resetTokenMailedTo(learner.email)
    await client.post('/api/user/forgot').json({ email: learner.email })
    const second = await resetTokenMailedTo(learner.email)

    const used = await client
      .post('/api/user/reset')
      .qs({ token: second })
      .json({ password: NEW_PASSWORD })
    used.assertStatus(200)
    const voided = await client
      .post('/api/user/reset')
      .qs({ token: first })
      .json({ password: PASSWORD })
    voided.assertStatus(400)
  })

  test('refuses an expired link, and a blocked account', async ({ client }) => {
    const learner = await aLearner()
    await client.post('/api/user/forgot').json({ email: learner.email })
    const token = await resetTokenMailedTo(learner.email)

    await User.query().where('id', learner.id).update({ blockedAt: new Date().toISOString() })
    const blocked = await client
      .post('/api/user/reset')
      .qs({ token })
      .json({ password: NEW_PASSWORD })
    blocked.assertStatus(400)

    await User.query().where('id', learner.id).update({ blockedAt: null })
    const reset = await PasswordReset.firstOrFail()
    await reset.merge({ expiresAt: DateTime.utc().minus({ seconds: 1 }) }).save()
    const expired = await client
      .post('/api/user/reset')
      .qs({ token })
      .json({ password: NEW_PASSWORD })
    expired.assertStatus(400)
  })

  test('stores the token as a keyed hash', async ({ assert, client }) => {
    const learner = await aLearner()
    await client.post('/api/user/forgot').json({ email: learner.email })
    const token = await resetTokenMailedTo(learner.email)
    assert.notInclude(JSON.stringify(await PasswordReset.all()), token)
  })

  test('refuses bad input with a message', async ({ assert, client }) => {
    const answers = [
      await client.post('/api/user/forgot').json({}),
      await client.post('/api/user/reset').json({ password: NEW_PASSWORD }),
      await client.post('/api/user/reset').qs({ token: 'x' }).json({ password: 'short' }),
      await client.post('/api/user/reset').qs({ 'token[]': 'x' }).json({ password: NEW_PASSWORD }),
    ]
    for (const answer of answers) {
      answer.assertStatus(422)
      assert.isString(answer.body().message)
    }
    for (const token of ['forged', 'forged and long '.repeat(50)]) {
      const forged = await client
        .post('/api/user/reset')
        .qs({ token })
        .json({ password: NEW_PASSWORD })
      forged.assertStatus(400)
    }
  })
})
