import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import env from '#start/env'
import Passwords from '#app/identity/passwords'
import { aLearner, PASSWORD } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

/** Refuses every password at once: what is counted here are attempts, whatever a check costs. */
class RefusingPasswords extends Passwords {
  async check() {
    return { matches: false }
  }
}

test.group('Rate limits', (group) => {
  group.each.setup(emptyStores)
  group.setup(() => env.set('RATE_LIMITS', 'on'))
  group.teardown(() => env.set('RATE_LIMITS', 'off'))
  group.setup(() => {
    app.container.swap(Passwords, () => new RefusingPasswords())
    return () => app.container.restore(Passwords)
  })

  test('sign-in: 10 attempts for an address and account', async ({ assert, client }) => {
    const learner = await aLearner()
    const signIn = (email: string) =>
      client.post('/api/user/login').json({ email, password: 'something else' })
    for (let attempt = 1; attempt <= 10; attempt++) {
      const response = await signIn(learner.email)
      response.assertStatus(400)
    }

    const refused = await client
      .post('/api/user/login')
      .json({ email: learner.email.toUpperCase(), password: PASSWORD })

    refused.assertStatus(429)
    assert.match(refused.body().message, /^Too many attempts. Please try again in 1[45] minutes\.$/)
    assert.match(refused.header('retry-after')!, /^\d+$/)
    const other = await signIn('someone.else@theta.example')
    other.assertStatus(400)
  })

  test('sign-in: 50 attempts for an address', async ({ client }) => {
    for (let attempt = 1; attempt <= 50; attempt++) {
      const response = await client
        .post('/api/user/login')
        .json({ email: `${attempt}@theta.example`, password: 'x' })
      response.assertStatus(400)
    }
    const refused = await client
      .post('/api/user/login')
      .json({ email: 'more@theta.example', password: 'x' })
    refused.assertStatus(429)
  })

  test('registration: 10 an hour for an address, as trusted proxies tell it', async ({
    client,
  }) => {
    const register = (number: number, address: string) =>
      client
        .post('/api/user/register')
        .header('x-forwarded-for', address)
        .json({ name: 'Asha', email: `asha-${number}@theta.example`, password: PASSWORD })
    for (let number = 1; number <= 10; number++) {
      const response = await register(number, '203.0.113.7')
      response.assertStatus(200)
    }

    const refused = await register(11, '203.0.113.7')
    refused.assertStatus(429)
    const elsewhere = await register(12, '203.0.113.8')
    elsewhere.assertStatus(200)
  })

  test('forgotten passwords: 5 an hour for an account, whether it exists or not', async ({
    client,
  }) => {
    const learner = await aLearner()
    for (const email of [learner.email, 'nobody@theta.example']) {
      for (let attempt = 1; attempt <= 5; attempt++) {
        const response = await client.post('/api/user/forgot').json({ email })
        response.assertStatus(200)
      }
      const refused = await client.post('/api/user/forgot').json({ email })
      refused.assertStatus(429)
    }
  })
})
