import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { test } from '@japa/runner'
import { signedMediaAddress } from '#app/media/signed_address'
import { eventually } from '#tests/helpers/eventually'
import { BACKEND, messageOf, send } from '#tests/helpers/forms'
import { onBothDisks } from '#tests/helpers/media'

const COVER = 'uploads/11111111-1111-4111-8111-111111111111.png'
const LECTURE = 'uploads/22222222-2222-4222-8222-222222222222.mp4'
const OTHER = 'uploads/33333333-3333-4333-8333-333333333333.mp4'
const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251))
const large = Buffer.alloc(24 * 1024 * 1024, 7)

onBothDisks('Serving files', (disk, group) => {
  group.setup(async () => {
    await disk().driver.putStream(COVER, Readable.from([content]))
    await disk().driver.putStream(LECTURE, Readable.from([content]))
    await disk().driver.putStream(OTHER, Readable.from([large]))
  })

  const get = (headers = {}, method = 'GET') => send(method, `/${COVER}`, headers)

  test('sends a cover to anyone, cacheable for good', async ({ assert }) => {
    const answer = await get()

    assert.equal(answer.status, 200)
    assert.isTrue(answer.body.equals(content))
    assert.containsSubset(answer.headers, {
      'content-type': 'image/png',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    })
    assert.match(answer.headers.etag!, /^"[^"]+"$/)
    assert.include(answer.headers['content-security-policy'], 'sandbox')
    assert.closeTo(Date.parse(answer.headers['last-modified']!), Date.now(), 60_000)
  })

  const parts = [
    { range: 'bytes=0-', from: 0, to: 999 },
    { range: 'bytes=0-0', from: 0, to: 0 },
    { range: 'bytes=200-299', from: 200, to: 299 },
    { range: 'bytes=900-5000', from: 900, to: 999 },
    { range: 'bytes=-500', from: 500, to: 999 },
    { range: 'bytes=-5000', from: 0, to: 999 },
  ]
  for (const { range, from, to } of parts) {
    test(`sends the range ${range}`, async ({ assert }) => {
      const answer = await get({ range })

      assert.equal(answer.status, 206)
      assert.equal(answer.headers['content-range'], `bytes ${from}-${to}/1000`)
      assert.equal(answer.headers['content-length'], String(to - from + 1))
      assert.isTrue(answer.body.equals(content.subarray(from, to + 1)))
    })
  }

  for (const range of ['bytes=5-1', 'bytes=1000-', 'bytes=-0']) {
    test(`refuses the range ${range}`, async ({ assert }) => {
      const answer = await get({ range })

      assert.equal(answer.status, 416)
      assert.equal(answer.headers['content-range'], 'bytes */1000')
      assert.isString(messageOf(answer))
    })
  }

  for (const range of ['bytes=0-1,5-9', 'bytes=a-b', 'bytes=', 'lines=1-2', 'nonsense']) {
    test(`sends the whole file for the range ${range}`, async ({ assert }) => {
      const answer = await get({ range })

      assert.equal(answer.status, 200)
      assert.isTrue(answer.body.equals(content))
    })
  }

  test('answers HEAD with the headers of GET', async ({ assert }) => {
    const { status, headers, body } = await get({ range: 'bytes=0-9' }, 'HEAD')

    assert.equal(status, 200)
    assert.equal(headers['content-length'], '1000')
    assert.equal(headers['content-type'], 'image/png')
    assert.lengthOf(body, 0)
  })

  test('answers conditional requests', async ({ assert }) => {
    const { headers } = await get()
    const [etag, lastModified] = [headers.etag!, headers['last-modified']!]
    const earlier = new Date(Date.parse(lastModified) - 60_000).toUTCString()
    const statuses: [number, object][] = [
      [304, { 'if-none-match': etag }],
      [304, { 'if-none-match': `"x", W/${etag}` }],
      [304, { 'if-none-match': '*' }],
      [200, { 'if-none-match': '"x"' }],
      [200, { 'if-none-match': '"x"', 'if-modified-since': lastModified }],
      [304, { 'if-modified-since': lastModified }],
      [200, { 'if-modified-since': earlier }],
      [200, { 'if-modified-since': 'nonsense' }],
      [200, { 'if-match': etag }],
      [200, { 'if-match': '*' }],
      [412, { 'if-match': '"x"' }],
      [412, { 'if-match': `W/${etag}` }],
      [412, { 'if-unmodified-since': earlier }],
      [200, { 'if-unmodified-since': lastModified }],
      [206, { 'range': 'bytes=0-9', 'if-range': etag }],
      [206, { 'range': 'bytes=0-9', 'if-range': lastModified }],
      [200, { 'range': 'bytes=0-9', 'if-range': '"x"' }],
      [200, { 'range': 'bytes=0-9', 'if-range': earlier }],
    ]

    for (const [status, conditions] of statuses) {
      const answer = await get(conditions)
      assert.equal(answer.status, status, JSON.stringify(conditions))
      if (status === 304) assert.lengthOf(answer.body, 0)
      if (status === 304) assert.equal(answer.headers.etag, etag)
    }
  })

  test('sends a lecture to anyone with its signed address', async ({ assert }) => {
    const answer = await send('GET', `/${signedMediaAddress(LECTURE)}`)

    assert.equal(answer.status, 200)
    assert.equal(answer.headers['content-type'], 'video/mp4')
    assert.include(answer.headers['cache-control'], 'private')
    assert.isTrue(answer.body.equals(content))
  })

  test('refuses a lecture without a valid signed address', async ({ assert }) => {
    const address = new URL(signedMediaAddress(LECTURE), BACKEND)
    const { expires, signature } = Object.fromEntries(address.searchParams)
    const ofAnother = new URL(signedMediaAddress(OTHER), BACKEND).search
    const queries = [
      '',
      ofAnother,
      `?expires=${Number(expires) + 1}&signature=${signature}`,
      `?expires=${expires}`,
      `?expires=${expires}&signature=`,
      `?expires=${expires}&signature=${'0'.repeat(64)}`,
      `?expires[]=${expires}&signature[]=${signature}`,
    ]

    for (const query of queries) {
      const answer = await send('GET', `/${LECTURE}${query}`)
      assert.equal(answer.status, 403, query)
      assert.isString(messageOf(answer))
    }
  })

  test('serves only names of stored files', async ({ assert }) => {
    const paths = [
      '/uploads/44444444-4444-4444-8444-444444444444.png',
      `/${signedMediaAddress('uploads/44444444-4444-4444-8444-444444444444.mp4')}`,
      `/${COVER}.part`,
      `/${COVER.replace('.png', '.html')}`,
      `/${COVER.toUpperCase()}`,
      `/${COVER.replace('/', '%2f')}`,
      '/uploads/..%2f..%2fpackage.json',
      '/uploads/%2e%2e/%2e%2e/package.json',
      '/uploads/../package.json',
      '/uploads/..%5c..%5cpackage.json',
      '/uploads/',
      '/uploads',
      `/uploads/x/${COVER.slice(8)}`,
      `/${COVER}%00`,
    ]

    for (const path of paths) {
      const answer = await send('GET', path)
      assert.equal(answer.status, 404, path)
    }
    assert.isString(messageOf(await send('GET', paths[0])))
    assert.isString(messageOf(await send('GET', paths[6])))
  })

  test('releases a file when its reader disconnects', async ({ assert }) => {
    const openFiles = async () => {
      const descriptors = await readdir('/proc/self/fd').catch(() => [])
      return descriptors.length
    }
    const before = await openFiles()

    for (let client = 0; client < 20; client++) {
      const socket = connect({ port: Number(new URL(BACKEND).port), host: '127.0.0.1' })
      socket.write(`GET /${signedMediaAddress(OTHER)} HTTP/1.1\r\nHost: x\r\n\r\n`)
      await once(socket, 'data')
      socket.destroy()
    }

    await eventually(async () => (await openFiles()) <= before + 5)
    assert.isAtMost(await openFiles(), before + 5)
    const { status } = await get()
    assert.equal(status, 200)
  })
})
