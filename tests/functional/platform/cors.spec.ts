import { test } from '@japa/runner'

const FRONTEND = 'http://localhost:5173'
const FOREIGN = 'http://evil.example'

test.group('Calls from other origins', () => {
  test('lets the frontend send the header `token`', async ({ assert, client }) => {
    const response = await client
      .options('/api/user/me')
      .header('origin', FRONTEND)
      .header('access-control-request-method', 'GET')
      .header('access-control-request-headers', 'token,content-type')

    response.assertStatus(204)
    assert.equal(response.header('access-control-allow-origin'), FRONTEND)
    assert.include(response.header('access-control-allow-headers')!.toLowerCase(), 'token')
  })

  test('accepts a preflight that lists headers with blanks between them', async ({
    assert,
    client,
  }) => {
    const response = await client
      .options('/api/user/me')
      .header('origin', FRONTEND)
      .header('access-control-request-method', 'PUT')
      .header('access-control-request-headers', 'Content-Type, token')

    assert.equal(response.header('access-control-allow-origin'), FRONTEND)
    const allowed = response.header('access-control-allow-headers')!.toLowerCase().split(/, */)
    assert.includeMembers(allowed, ['authorization', 'content-type', 'token'])

    const unknown = await client
      .options('/api/user/me')
      .header('origin', FRONTEND)
      .header('access-control-request-method', 'PUT')
      .header('access-control-request-headers', 'token, x-unknown')
    assert.isUndefined(unknown.header('access-control-allow-origin'))
  })

  test('lets the frontend read responses, errors included', async ({ assert, client }) => {
    for (const path of ['/api/course/all', '/api/user/me', '/api/nothing', '/api/%C0%80']) {
      const response = await client.get(path).header('origin', FRONTEND).header('token', 'null')
      assert.equal(response.header('access-control-allow-origin'), FRONTEND, path)
      assert.include(response.header('access-control-expose-headers'), 'x-request-id', path)
    }
  })

  test('refuses a foreign origin', async ({ assert, client }) => {
    const preflight = await client
      .options('/api/user/login')
      .header('origin', FOREIGN)
      .header('access-control-request-method', 'POST')
      .header('access-control-request-headers', 'token')
    const response = await client.get('/api/course/all').header('origin', FOREIGN)
    const undecodable = await client.get('/api/%C0%80').header('origin', FOREIGN)

    undecodable.assertStatus(404)
    for (const answer of [preflight, response, undecodable])
      assert.isUndefined(answer.header('access-control-allow-origin'))
  })
})
