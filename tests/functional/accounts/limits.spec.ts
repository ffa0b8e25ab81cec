import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import Passwords from '#app/identity/passwords'
import { aLearner, PASSWORD } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

/** Refuses every password immediately: these tests count attempts, and need no expensive hashes. */
class RefusingPasswords extends Passwords {
  async check() {
    return { matches: false }
  }
}

/** Clients with different addresses; the tests act as their trusted proxy. */
let clients = 0
const elsewhere = () => ({
  'x-forwarded-for': `198.51.${Math.floor(++clients / 250)}.${clients % 250}`,
})

test.group('Rate limits', (group) => {
  group.each.setup(emptyStores)
  group.setup(() => env.set('RATE_LIMITS', 'on'))
  group.teardown(() => env.set('RATE_LIMITS', 'off'))
  group.setup(() => {
    app.container.swap(Passwords, () => new RefusingPasswords())
    return () => app.container.restore(Passwords)
  })

  test('limits sign-in to 10 attempts per address and account', async ({ assert, client }) => {
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

  test('limits sign-in to 50 attempts per address', async ({ client }) => {
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

  test('limits registration to 10 an hour per address, as reported by trusted proxies', async ({
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
    const other = await register(12, '203.0.113.8')
    other.assertStatus(200)
  })

  test('limits forgotten passwords to 5 an hour per account, whether it exists or not', async ({
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

  test('limits registration to 5 an hour per e-mail address, from any number of clients', async ({
    client,
  }) => {
    const register = (email: string) =>
      client
        .post('/api/user/register')
        .headers(elsewhere())
        .json({ name: 'Asha', email, password: PASSWORD })
    for (let attempt = 1; attempt <= 5; attempt++) {
      const response = await register('asha@theta.example')
      response.assertStatus(200)
    }

    const refused = await register(' ASHA@theta.example')
    refused.assertStatus(429)
    const other = await register('liam@theta.example')
    other.assertStatus(200)
  })

  test('limits sign-in per account, at a number that no single client reaches', async ({
    assert,
    client,
  }) => {
    const { email } = await aLearner()
    const signIn = () =>
      client.post('/api/user/login').headers(elsewhere()).json({ email, password: 'x' })
    const first = await signIn()
    first.assertStatus(400)
    const key = await db.from('rate_limits').where('key', 'like', '%sign_in_target%').firstOrFail()
    assert.equal(Number(key.points), 1)
    await db.from('rate_limits').where('key', key.key).update({ points: 999 })

    const last = await signIn()
    last.assertStatus(400)
    const refused = await signIn()
    refused.assertStatus(429)
  }).skip(Boolean(env.get('REDIS_URL')), 'Limits are counted in Redis')

  test('counts the addresses of one IPv6 /64 as one client', async ({ client }) => {
    const register = (address: string, number: number) =>
      client
        .post('/api/user/register')
        .header('x-forwarded-for', address)
        .json({ name: 'Asha', email: `asha-${number}@theta.example`, password: PASSWORD })
    for (let number = 1; number <= 10; number++) {
      const response = await register(`2001:db8:1:2::${number}`, number)
      response.assertStatus(200)
    }

    const refused = await register('[2001:DB8:1:2:ffff::1]:51000', 11)
    refused.assertStatus(429)
    const neighbour = await register('2001:db8:1:3::1', 12)
    neighbour.assertStatus(200)
  })

  test('counts different spellings of an address as one client', async ({ client }) => {
    const spellings = ['203.0.113.9', '203.0.113.9:51000', '::ffff:203.0.113.9', '::ffff:cb00:7109']
    const register = (number: number) =>
      client
        .post('/api/user/register')
        .header('x-forwarded-for', spellings[number % spellings.length])
        .json({ name: 'Asha', email: `asha-${number}@theta.example`, password: PASSWORD })
    for (let number = 1; number <= 10; number++) {
      const response = await register(number)
      response.assertStatus(200)
    }
    const refused = await register(11)
    refused.assertStatus(429)
  })

  test('counts an invalid forwarded address for the proxy that sent it', async ({
    assert,
    client,
  }) => {
    for (const garbage of ['x'.repeat(300), 'unknown', '1.2.3.4.5', ',,']) {
      const response = await client
        .post('/api/user/forgot')
        .header('x-forwarded-for', garbage)
        .json({ email: `${garbage.length}@theta.example` })
      response.assertStatus(200)
    }
    const keys = await db.from('rate_limits').where('key', 'like', '%password_reset_address%')
    assert.lengthOf(keys, 1)
    assert.equal(Number(keys[0].points), 4)
  }).skip(Boolean(env.get('REDIS_URL')), 'Limits are counted in Redis')

  test('limits {path} to {limit} an hour per address')
    .with([
      { path: 'forgot', limit: 20 },
      { path: 'reset', limit: 20 },
      { path: 'resend', limit: 30 },
      { path: 'verify', limit: 50 },
    ])
    .run(async ({ assert, client }, { path, limit }) => {
      const call = (number: number) =>
        client
          .post(`/api/user/${path}`)
          .qs({ token: 'forged' })
          .json({
            email: `asha-${number}@theta.example`,
            activationToken: 'forged',
            otp: '000000',
            password: PASSWORD,
          })
      for (let number = 1; number <= limit; number++) {
        const response = await call(number)
        assert.notEqual(response.status(), 429)
      }
      const refused = await call(limit + 1)
      refused.assertStatus(429)
    })

  test('covers every public route that writes', ({ assert }) => {
    const namesOf = (route: ReturnType<typeof router.toJSON>[string][number]) =>
      [...route.middleware.all()].map((one) => ('name' in one ? String(one.name) : ''))
    const open = Object.values(router.toJSON())
      .flat()
      .filter(({ methods }) => !methods.includes('GET'))
      .filter(
        (route) => !namesOf(route).some((name) => /^(authenticate|dashboard|member)$/.test(name))
      )
    assert.includeMembers(
      open.map(({ name }) => name),
      ['accounts.register', 'accounts.login', 'accounts.reset', 'admin.sign_in.store']
    )

    const unlimited = open.filter((route) => !namesOf(route).some((name) => /Throttle$/.test(name)))

    // The gateway signs each webhook, and sends many at once.
    assert.deepEqual(
      unlimited.map(({ pattern }) => pattern),
      ['/api/webhooks/razorpay']
    )
  })
})

test.group('A forged reset link', (group) => {
  group.each.setup(emptyStores)
  group.each.teardown(() => app.container.restore(Passwords))

  test('costs no password hash', async ({ assert, client }) => {
    let hashes = 0
    class CountingPasswords extends Passwords {
      async hash(password: string) {
        hashes++
        return super.hash(password)
      }
    }
    app.container.swap(Passwords, () => new CountingPasswords())

    const response = await client
      .post('/api/user/reset')
      .qs({ token: 'forged' })
      .json({ password: PASSWORD })

    response.assertStatus(400)
    assert.equal(hashes, 0)
  })
})
