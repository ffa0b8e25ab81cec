import { test } from '@japa/runner'
import { emptyStores } from '#tests/helpers/stores'

const PAGES = [
  { path: '/', status: 200 },
  { path: '/nothing', status: 404 },
]

test.group('Pages', (group) => {
  group.each.setup(emptyStores)

  test('have the headers that keep other sites and foreign code out: {path}')
    .with(PAGES)
    .run(async ({ assert, client }, { path, status }) => {
      const response = await client.get(path).header('accept', 'text/html')

      response.assertStatus(status)
      assert.match(response.header('content-type')!, /^text\/html/)
      const policy = response.header('content-security-policy')!
      assert.include(policy, "default-src 'self'")
      assert.include(policy, "frame-ancestors 'none'")
      assert.match(policy, /script-src 'self' 'nonce-[\w-]{16,}'/)
      assert.notInclude(policy, 'unsafe')
      assert.equal(response.header('x-frame-options'), 'DENY')
      assert.equal(response.header('x-content-type-options'), 'nosniff')
      assert.isUndefined(response.header('set-cookie'))
    })

  test('tell caches by what the start page differs', async ({ assert, client }) => {
    for (const type of ['text/html', 'text/plain']) {
      const response = await client.get('/').header('accept', type)
      assert.match(response.header('content-type')!, new RegExp(`^${type}`))
      assert.match(response.header('vary')!, /\baccept\b/i)
      assert.match(response.header('vary')!, /\borigin\b/i)
    }
  })

  test('get a nonce of their own each time', async ({ assert, client }) => {
    const policies = []
    for (let time = 0; time < 2; time++) {
      const response = await client.get('/').header('accept', 'text/html')
      policies.push(response.header('content-security-policy'))
    }
    assert.notEqual(policies[0], policies[1])
  })

  test('pay for these; calls of the API do not, and begin no session', async ({
    assert,
    client,
  }) => {
    for (const path of ['/api/course/all', '/api/user/me', '/api/nothing', '/health']) {
      const response = await client.get(path).header('accept', 'text/html')
      assert.match(response.header('content-type')!, /^application\/json/)
      assert.isUndefined(response.header('content-security-policy'), path)
      assert.isUndefined(response.header('x-frame-options'), path)
      assert.isUndefined(response.header('set-cookie'), path)
    }
  })

  test('and answers of the API alike are not taken for another type by browsers', async ({
    assert,
    client,
  }) => {
    for (const path of ['/', '/health', '/api/course/all', '/api/nothing', '/admin/sign-in']) {
      const response = await client.get(path)
      assert.equal(response.header('x-content-type-options'), 'nosniff', path)
    }
  })
})
