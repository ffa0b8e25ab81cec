import bcrypt from 'bcrypt'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import User from '#app/accounts/models/user'
import SqlReader, { SqliteReader } from '#app/platform/sql/sql_reader'
import { aCourse } from '#tests/helpers/catalog'
import { eventually } from '#tests/helpers/eventually'
import { aLearner, anAdministrator, enroll, PASSWORD, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

test.group('Signing in', (group) => {
  group.each.setup(emptyStores)

  test('returns a token and the user', async ({ assert, client }) => {
    const course = await aCourse()
    const learner = await aLearner()
    await enroll(learner, course)

    const response = await client
      .post('/api/user/login')
      .json({ email: learner.email.toUpperCase(), password: PASSWORD })

    response.assertStatus(200)
    const { message, token, user } = response.body()
    assert.isString(message)
    assert.properties(user, ['createdAt', 'updatedAt'])
    assert.containSubset(user, {
      _id: learner.id,
      name: learner.name,
      email: learner.email,
      role: 'user',
      mainrole: 'user',
      subscription: [course._id.toHexString()],
    })
    assert.notProperty(user, 'password')
    const me = await client.get('/api/user/me').header('token', token)
    me.assertStatus(200)
    assert.deepEqual(me.body(), { user })
  })

  test('issues tokens that last 15 days and are stored as hashes', async ({ assert, client }) => {
    const learner = await aLearner()
    const response = await client
      .post('/api/user/login')
      .json({ email: learner.email, password: PASSWORD })

    const row = await db.from('auth_access_tokens').firstOrFail()
    const days = (new Date(row.expires_at).getTime() - Date.now()) / 86_400_000
    assert.closeTo(days, 15, 0.01)
    assert.notInclude(JSON.stringify(row), response.body().token.split('.')[1])
  })

  test('gives the same response for an unknown e-mail address and a wrong password', async ({
    assert,
    client,
  }) => {
    const learner = await aLearner()
    const wrong = await client
      .post('/api/user/login')
      .json({ email: learner.email, password: 'something else' })
    const unknown = await client
      .post('/api/user/login')
      .json({ email: 'no@theta.example', password: PASSWORD })

    const told = [wrong, unknown].map((response) => ({ ...response.body(), requestId: '' }))
    assert.deepEqual([wrong.status(), unknown.status()], [400, 400])
    assert.deepEqual(told[0], told[1])
  })

  test('accepts the bcrypt hash (version {$self}) of an imported account and replaces it')
    .with(['2a', '2b', '2y'])
    .run(async ({ assert, client }, version) => {
      const hashed = await bcrypt.hash(PASSWORD, 10)
      const imported = hashed.replace(/^\$2b/, `$${version}`)
      const learner = await aLearner({ password: imported })

      for (const time of ['first', 'second']) {
        const response = await client
          .post('/api/user/login')
          .json({ email: learner.email, password: PASSWORD })
        response.assertStatus(200)
        assert.isString(response.body().token, `${time} time`)
      }
      await learner.refresh()
      assert.match(learner.password, /^\$argon2id\$/)
    })

  test('keeps leading and trailing blanks of a password', async ({ client }) => {
    const password = '  between blanks '
    const learner = await aLearner({ password: await bcrypt.hash(password, 10) })
    const signIn = (attempt: string) =>
      client.post('/api/user/login').json({ email: learner.email, password: attempt })

    for (const [attempt, status] of [
      [password.trim(), 400],
      [password, 200],
      [password.trim(), 400],
    ] as const) {
      const response = await signIn(attempt)
      response.assertStatus(status)
    }
  })

  test('keeps an imported hash when the password is wrong', async ({ assert, client }) => {
    const learner = await aLearner({ password: await bcrypt.hash(PASSWORD, 10) })
    const response = await client
      .post('/api/user/login')
      .json({ email: learner.email, password: 'something else' })

    response.assertStatus(400)
    await learner.refresh()
    assert.match(learner.password, /^\$2b\$/)
  })

  test('accepts an existing short password', async ({ client }) => {
    const learner = await aLearner({ password: await bcrypt.hash('old', 10) })
    const response = await client
      .post('/api/user/login')
      .json({ email: learner.email, password: 'old' })
    response.assertStatus(200)
  })

  test('refuses {flaw}')
    .with([
      { flaw: 'an empty body', input: {} },
      { flaw: 'a missing password', input: { email: 'a@b.example' } },
      {
        flaw: 'objects in place of texts',
        input: { email: { $gt: '' }, password: { $gt: '' } },
      },
      {
        flaw: 'a password of 2,000 characters',
        input: { email: 'a@b.example', password: 'x'.repeat(2000) },
      },
    ])
    .run(async ({ assert, client }, { input }) => {
      const response = await client.post('/api/user/login').json(input)
      response.assertStatus(422)
      assert.isString(response.body().message)
    })
})

test.group('An access token', (group) => {
  group.each.setup(emptyStores)

  test('is accepted in the header `token` and as a bearer token', async ({ client }) => {
    const { token } = await tokenOf(await aLearner())
    const answers = [
      await client.get('/api/user/me').header('token', token),
      await client.get('/api/user/me').header('authorization', `Bearer ${token}`),
    ]
    for (const answer of answers) answer.assertStatus(200)
  })

  test('is refused when it is invalid: {what}')
    .with([
      { what: 'the word null', token: 'null' },
      { what: 'the text of an unset variable', token: 'undefined' },
      { what: 'an empty header', token: '' },
      { what: 'the prefix alone', token: 'theta_' },
      { what: 'a token with a wrong secret', token: 'theta_MQ.c2VjcmV0' },
      { what: 'a token that is not Base64', token: 'theta_!!.!!' },
      { what: 'a token of 5,000 characters', token: `theta_${'x'.repeat(5000)}` },
    ])
    .run(async ({ assert, client }, { token }) => {
      await tokenOf(await aLearner())
      const response = await client.get('/api/user/me').header('token', token)
      response.assertStatus(401)
      assert.isString(response.body().message)
    })

  test('is the only one that signing out ends', async ({ client }) => {
    const learner = await aLearner()
    const [one, other] = [await tokenOf(learner), await tokenOf(learner)]

    const response = await client.post('/api/user/logout').headers(one)
    response.assertStatus(200)

    const ended = await client.get('/api/user/me').headers(one)
    ended.assertStatus(401)
    const twice = await client.post('/api/user/logout').headers(one)
    twice.assertStatus(401)
    const kept = await client.get('/api/user/me').headers(other)
    kept.assertStatus(200)
  })

  test('is refused once it has expired', async ({ client }) => {
    const headers = await tokenOf(await aLearner())
    await db.from('auth_access_tokens').update({ expires_at: new Date(Date.now() - 1000) })
    const response = await client.get('/api/user/me').headers(headers)
    response.assertStatus(401)
  })

  test('opens nothing to a blocked account', async ({ assert, client }) => {
    const administrator = await anAdministrator()
    const headers = await tokenOf(administrator)
    await User.query().where('id', administrator.id).update({ blockedAt: new Date().toISOString() })

    const me = await client.get('/api/user/me').headers(headers)
    me.assertStatus(401)
    const right = await client
      .post('/api/user/login')
      .json({ email: administrator.email, password: PASSWORD })
    right.assertStatus(403)
    const wrong = await client
      .post('/api/user/login')
      .json({ email: administrator.email, password: 'something else' })
    wrong.assertStatus(400)
    assert.equal(right.body().code, 'E_ACCOUNT_BLOCKED')
  })

  test('costs one query, whatever the number of enrollments', async ({ assert, client }) => {
    const learner = await aLearner()
    for (let number = 0; number < 3; number++) await enroll(learner, await aCourse())
    const headers = await tokenOf(learner)
    await client.get('/api/user/me').headers(headers)
    const isMarked = () => db.from('auth_access_tokens').whereNotNull('last_used_at').first()
    await eventually(async () => Boolean(await isMarked())) // which is stored after the response

    const queries: string[] = []
    const knex = db.connection().getWriteClient()
    const listener = ({ sql }: { sql: string }) => void queries.push(sql)
    const reader = await app.container.make(SqlReader)
    const { first } = reader
    if (reader instanceof SqliteReader) {
      reader.first = (sql, bindings) => {
        queries.push(sql)
        return first.call(reader, sql, bindings) as never
      }
    }
    knex.on('query', listener)
    const response = await client.get('/api/user/me').headers(headers)
    knex.off('query', listener)
    reader.first = first

    assert.lengthOf(response.body().user.subscription, 3)
    assert.lengthOf(queries, 1)
  })

  test('is marked as used at most every five minutes', async ({ assert, client, cleanup }) => {
    const headers = await tokenOf(await aLearner())
    const lastUsedAt = async () => {
      const row = await db.from('auth_access_tokens').firstOrFail()
      return row.last_used_at === null ? 0 : new Date(row.last_used_at).getTime()
    }
    /** Waits for the last use of the token, which is stored after the response. */
    const markedAfter = async (time: number) => {
      await eventually(async () => (await lastUsedAt()) > time)
      return lastUsedAt()
    }
    let marks = 0
    const countMarks = ({ sql }: { sql: string }) => {
      if (/^update .auth_access_tokens. .*\bid. = /.test(sql)) marks++
    }
    const knex = db.connection().getWriteClient()
    knex.on('query', countMarks)
    cleanup(() => void knex.off('query', countMarks))

    await client.get('/api/user/me').headers(headers)
    const first = await markedAfter(0)
    await client.get('/api/user/me').headers(headers)
    assert.equal(await lastUsedAt(), first)

    const longAgo = first - 301_000
    await db.from('auth_access_tokens').update({ last_used_at: new Date(longAgo) })
    await client.get('/api/user/me').headers(headers)
    assert.isAtLeast(await markedAfter(longAgo), first)
    assert.equal(marks, 2, 'by the first request and by the last')
  })
})
