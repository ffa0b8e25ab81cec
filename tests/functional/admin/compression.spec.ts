import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { get, type IncomingHttpHeaders } from 'node:http'
import { test } from '@japa/runner'
import { ORIGIN } from '#tests/helpers/dashboard'
import { emptyStores } from '#tests/helpers/stores'

interface Received {
  headers: IncomingHttpHeaders
  bytes: Buffer
}

/** Requests a page without decompressing it. */
function receive(path: string, headers: Record<string, string>): Promise<Received> {
  const { promise, resolve, reject } = Promise.withResolvers<Received>()
  get(ORIGIN + path, { headers: { accept: 'text/html', ...headers } }, async (answer) => {
    const chunks: Buffer[] = await answer.toArray()
    resolve({ headers: answer.headers, bytes: Buffer.concat(chunks) })
  }).on('error', reject)
  return promise
}

const SIGN_IN = '/admin/sign-in'
const tokenIn = (html: string) => /name="csrf-token" content="([^"]+)"/.exec(html)![1]

test.group('A page', (group) => {
  group.each.setup(emptyStores)

  test('is compressed for browsers over HTTPS and over HTTP: {accepted}')
    .with([
      { accepted: 'gzip, deflate, br, zstd', encoding: 'br', decompress: brotliDecompressSync },
      { accepted: 'gzip, deflate', encoding: 'gzip', decompress: gunzipSync },
    ])
    .run(async ({ assert }, { accepted, encoding, decompress }) => {
      const { headers, bytes } = await receive(SIGN_IN, { 'accept-encoding': accepted })

      assert.equal(headers['content-encoding'], encoding)
      assert.equal(headers['content-type'], 'text/html; charset=utf-8')
      assert.equal(headers['content-length'], String(bytes.length))
      assert.match(headers.vary!, /accept-encoding/i)
      assert.match(headers.vary!, /origin/i)
      const html = String(decompress(bytes))
      assert.match(html, /^\s*<!doctype html>[\s\S]*<\/html>\s*$/i)
      assert.isBelow(bytes.length, Buffer.byteLength(html) / 2)
    })

  test('is sent as it is to clients that accept no compression', async ({ assert }) => {
    for (const accepted of ['identity', 'br;q=0, gzip;q=0', 'zstd']) {
      const { headers, bytes } = await receive(SIGN_IN, { 'accept-encoding': accepted })
      assert.isUndefined(headers['content-encoding'])
      assert.match(headers.vary!, /accept-encoding/i)
      assert.include(String(bytes), '</html>')
    }
  })

  test('has another token each time, so that its compressed size reveals none', async ({
    assert,
  }) => {
    const first = await receive(SIGN_IN, {})
    const cookie = first.headers['set-cookie']!.map((one) => one.split(';')[0]).join('; ')
    const second = await receive(SIGN_IN, { cookie })
    assert.notEqual(tokenIn(String(first.bytes)), tokenIn(String(second.bytes)))
  })

  test('is not compressed if a packet holds it, such as a redirect', async ({ assert }) => {
    const { headers } = await receive('/admin', { 'accept-encoding': 'gzip' })
    assert.isUndefined(headers['content-encoding'])
  })
})
