import { once } from 'node:events'
import type { RequestListener, Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import server from '@adonisjs/core/services/server'
import ApiSurfaces from '#app/platform/api/api_surfaces'
import { createHttpServer } from '#app/platform/http_server'
import { allowSlowBody } from '#app/platform/slow_bodies'
import { emptyStores } from '#tests/helpers/stores'

const LIMITS = { slowAfterInMs: 50, timeoutInMs: 500, minBytes: 10, perClient: 3 }

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'

function head(path: string, type: string, length = 1000): string {
  const lines = ['host: localhost', `content-type: ${type}`, `content-length: ${length}`]
  return `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\nconnection: close\r\n\r\n`
}

test.group('A slow request body', (group) => {
  let servers: Server[] = []
  group.each.setup(emptyStores)
  group.each.teardown(() => {
    for (const one of servers) one.closeAllConnections()
    for (const one of servers) one.close()
    servers = []
  })

  async function aServer(handle: RequestListener = server.handle.bind(server)) {
    const surfaces = await app.container.make(ApiSurfaces)
    const http = createHttpServer(handle, surfaces, LIMITS)
    servers.push(http)
    await once(http.listen(0, '127.0.0.1'), 'listening')
    return (http.address() as AddressInfo).port
  }

  /** Sends these parts with a pause after each. @returns the response until the server closes the connection */
  async function answerTo(port: number, parts: string[], pauseInMs = 100): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    let isOpen = true
    socket.setEncoding('utf8').on('data', (chunk) => (received += chunk))
    socket.on('error', () => {}) // the server does not read what is sent after the end
    const closed = new Promise<void>((resolve) => {
      socket.once('close', () => {
        isOpen = false
        resolve()
      })
    })
    for (const part of parts) {
      if (!isOpen) break
      socket.write(part)
      await sleep(pauseInMs)
    }
    await closed
    return received
  }

  test('is cut off when nothing arrives: {what}')
    .with([
      { what: 'JSON', path: '/api/user/login', type: JSON_TYPE },
      { what: 'a form', path: '/api/user/login', type: FORM_TYPE },
      { what: 'a form of the dashboard', path: '/admin/sign-in', type: FORM_TYPE },
    ])
    .run(async ({ assert }, { path, type }) => {
      const received = await answerTo(await aServer(), [`${head(path, type)}{`])

      assert.match(received, /^HTTP\/1.1 408 /)
      assert.include(received, '"E_REQUEST_TIMEOUT"')
    })

  test('is not awaited when someone unauthenticated sends a form with a file: {$self}')
    .with(['/api/course/new', '/admin/courses'])
    .run(async ({ assert }, path) => {
      const drip = Array.from({ length: 50 }, () => '-')
      const begun = Date.now()

      const type = 'multipart/form-data; boundary=x'
      await answerTo(await aServer(), [head(path, type), ...drip])

      assert.isBelow(Date.now() - begun, 4_000)
    })

  test('is cut off when it only trickles in', async ({ assert }) => {
    const drip = Array.from({ length: 50 }, () => 'x')
    const received = await answerTo(await aServer(), [head('/api/user/login', JSON_TYPE), ...drip])
    assert.match(received, /^HTTP\/1.1 408 /)
  })

  test('is read to its end while enough arrives', async ({ assert }) => {
    const parts = Array.from({ length: 30 }, () => ' '.repeat(20))
    const body = [...parts, '{}']
    const length = body.join('').length

    const sent = [head('/api/user/login', JSON_TYPE, length), ...body]
    const received = await answerTo(await aServer(), sent, 50)

    assert.match(received, /^HTTP\/1.1 422 /)
  })

  test('may pause if it is an upload', async ({ assert }) => {
    const port = await aServer(async (request, response) => {
      allowSlowBody(request)
      let bytes = 0
      for await (const chunk of request) bytes += chunk.length
      response.end(`${bytes} bytes`)
    })

    const received = await answerTo(port, [`${head('/upload', 'video/mp4', 2)}x`, 'x'], 1_000)

    assert.include(received, '2 bytes')
  })

  test('is kept when the application itself is slow to read it', async ({ assert }) => {
    const port = await aServer(async (request, response) => {
      await sleep(1_000)
      for await (const chunk of request) void chunk
      response.end('read')
    })
    const body = 'x'.repeat(5_000_000)

    const received = await answerTo(port, [head('/late', 'text/plain', body.length) + body])

    assert.include(received, 'read')
  })

  test('is refused when a client sends too many at a time', async ({ assert }) => {
    const port = await aServer()
    const slow = [`${head('/api/user/login', JSON_TYPE)}{`]

    const received = await Promise.all(Array.from({ length: 5 }, () => answerTo(port, slow)))
    const statuses = received.map((answer) => answer.slice(9, 12)).sort()
    const later = await answerTo(port, slow)

    assert.deepEqual(statuses, ['408', '408', '408', '429', '429'])
    assert.match(later, /^HTTP\/1.1 408 /)
  })
})
