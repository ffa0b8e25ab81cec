import { test } from '@japa/runner'
import { emptyStores } from '#tests/helpers/stores'

const PAGES = [
  { path: '/', status: 200 },
  { path: '/nothing', status: 404 },
]

test.group('Pages', (group) => {
  group.each.setup(emptyStores)

  test('has headers that keep out other sites and foreign code: {path}')
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

  test('varies the start page for caches', async ({ assert, client }) => {
    for (const type of ['text/html', 'text/plain']) {
      const response = await client.get('/').header('accept', type)
      assert.match(response.header('content-type')!, new RegExp(`^${type}`))
      assert.match(response.header('vary')!, /\baccept\b/i)
      assert.match(response.header('vary')!, /\borigin\b/i)
    }
  })

  test('gets a new nonce each time', async ({ assert, client }) => {
    const policies = []
    for (let time = 0; time < 2; time++) {
      const response = await client.get('/').header('accept', 'text/html')
      policies.push(response.header('content-security-policy'))
    }
    assert.notEqual(policies[0], policies[1])
  })

  test('sends page headers and session cookies only with pages, not with API responses', async ({
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

  test('forbids browsers to guess content types, in the API too', async ({ assert, client }) => {
    for (const path of ['/', '/health', '/api/course/all', '/api/nothing', '/admin/sign-in']) {
      const response = await client.get(path)
      assert.equal(response.header('x-content-type-options'), 'nosniff', path)
    }
  })
})
