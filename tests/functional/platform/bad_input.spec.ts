import { request as httpRequest } from 'node:http'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import { aLearner, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

interface RawRequest {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string
}

interface BadRequest extends RawRequest {
  what: string
  /** The status that the contract requires. */
  expected: number
  isSignedIn?: boolean
}

/** Sends requests that no HTTP client library would send. */
function send({
  method = 'POST',
  path,
  headers = {},
  body = '',
}: RawRequest): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: env.get('HOST'), port: env.get('PORT'), method, path, headers }
    const request = httpRequest(options, async (response) => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      resolve({ status: response.statusCode!, text })
    })
    request.on('error', reject)
    request.end(body)
  })
}

const json = { 'content-type': 'application/json' }
const PATH = '/api/user/register'

test.group('Bad input', (group) => {
  group.each.setup(emptyStores)

  test('is refused with {expected} and a message: {what}')
    .with<BadRequest[]>([
      { what: 'malformed JSON', expected: 400, path: PATH, headers: json, body: '{"name":' },
      { what: 'an array', expected: 422, path: PATH, headers: json, body: '[]' },
      { what: 'a scalar', expected: 422, path: PATH, headers: json, body: '5' },
      { what: 'null', expected: 422, path: PATH, headers: json, body: 'null' },
      { what: 'nothing', expected: 422, path: PATH, headers: json },
      {
        what: 'a prototype',
        expected: 422,
        path: PATH,
        headers: json,
        body: '{"__proto__":{"name":"x"},"constructor":{"prototype":{}}}',
      },
      {
        what: 'plain text',
        expected: 422,
        path: PATH,
        headers: { 'content-type': 'text/plain' },
        body: 'hello',
      },
      { what: 'no content type', expected: 422, path: PATH, body: 'hello' },
      {
        what: 'a form without parts',
        expected: 422,
        path: PATH,
        headers: { 'content-type': 'multipart/form-data' },
        body: 'x',
      },
      {
        what: 'a huge body',
        expected: 413,
        path: PATH,
        headers: json,
        body: JSON.stringify({ name: 'x'.repeat(2_000_000) }),
      },
      ...['gzip', 'deflate', 'br'].map((encoding) => ({
        what: `content that is not in its encoding, ${encoding}`,
        expected: 400,
        path: PATH,
        headers: { ...json, 'content-encoding': encoding },
        body: '{}',
      })),
      {
        what: 'nested too deep',
        expected: 400,
        path: PATH,
        headers: json,
        body: '['.repeat(20_000),
      },
      { what: 'a malformed escape', expected: 404, method: 'GET', path: '/api/course/%E0%A4%A' },
      {
        what: 'a malformed query',
        expected: 404,
        method: 'GET',
        path: '/api/user/progress?course=%zz',
        isSignedIn: true,
      },
      { what: 'an unknown call', expected: 404, method: 'GET', path: '/api/nothing' },
      { what: 'an unknown method', expected: 404, method: 'PATCH', path: '/api/course/all' },
      {
        what: 'a path out of the root',
        expected: 404,
        method: 'GET',
        path: '/api/../../etc/passwd',
      },
      {
        what: 'a huge header',
        expected: 431,
        method: 'GET',
        path: '/api/user/me',
        headers: { token: 'x'.repeat(40_000) },
      },
      {
        what: 'a huge query',
        expected: 431,
        method: 'GET',
        path: `/api/course/all?x=${'y'.repeat(40_000)}`,
      },
      { what: 'a null byte', expected: 404, method: 'GET', path: '/api/course/%00' },
    ])
    .run(async ({ assert }, { expected, isSignedIn, headers, ...raw }) => {
      const token = isSignedIn ? await tokenOf(await aLearner()) : {}
      const { status, text } = await send({ ...raw, headers: { ...headers, ...token } })

      assert.equal(status, expected, text)
      assert.isNotEmpty(JSON.parse(text).message)
      assert.isEmpty(await db.from('activations'))
      assert.isEmpty(await db.from('outbox'))
    })

  test('reveals only the request id of an unexpected error', async ({
    assert,
    cleanup,
    client,
  }) => {
    app.container.swap(CatalogCache, () => {
      throw new Error('connect ECONNREFUSED 10.0.0.7, password=hunter2')
    })
    cleanup(() => app.container.restore(CatalogCache))

    const response = await client.get('/api/course/all')

    response.assertStatus(500)
    assert.notInclude(response.text(), 'hunter2')
    assert.equal(response.body().requestId, response.header('x-request-id'))
    assert.isString(response.body().message)
  })

  test('reveals only that a service is unavailable, and reports no bug', async ({
    assert,
    cleanup,
    client,
  }) => {
    app.container.swap(CatalogCache, () => {
      const cause = Object.assign(new Error('connect 10.0.0.7'), { code: 'ECONNREFUSED' })
      throw new Error('no catalog', { cause })
    })
    cleanup(() => app.container.restore(CatalogCache))

    const response = await client.get('/api/course/all')

    response.assertStatus(503)
    assert.equal(response.body().code, 'E_SERVICE_AWAY')
    assert.notInclude(response.text(), '10.0.0.7')
  })

  test('gives browsers a page for an unknown address', async ({ assert, client }) => {
    const response = await client.get('/nothing').header('accept', 'text/html')
    response.assertStatus(404)
    assert.match(response.header('content-type')!, /^text\/html/)
    assert.include(response.text(), 'Page not found.')
  })
})
