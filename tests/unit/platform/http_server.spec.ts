import { AsyncLocalStorage, executionAsyncId } from 'node:async_hooks'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import ApiSurfaces from '#app/platform/api/api_surfaces'
import type { ApiSurface } from '#app/platform/api/api_surface'
import { createHttpServer } from '#app/platform/http_server'

/** A surface whose errors show which one it is. */
function surface(name: string, ...prefixes: string[]): ApiSurface {
  return {
    name,
    prefixes,
    renderError: ({ code, message }, requestId) => ({ surface: name, code, message, requestId }),
  }
}

const surfaces = new ApiSurfaces([surface('pages', '/'), surface('library', '/api')])

test.group('HTTP server', (group) => {
  let handle: Parameters<typeof createHttpServer>[0]
  const server = createHttpServer((request, response) => handle(request, response), surfaces)
  group.setup(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening')
  })
  group.teardown(() => void server.close())

  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  /** Sends these parts one after the other. @returns the response until the server closes the connection */
  async function answerTo(...sent: string[]): Promise<string> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    let received = ''
    socket.setEncoding('utf8').on('data', (chunk) => (received += chunk))
    socket.on('error', () => {}) // the server does not read the rest of what is sent
    const closed = new Promise((resolve) => socket.once('close', resolve))
    for (const part of sent) {
      socket.write(part)
      await setTimeout(50)
    }
    await closed
    return received
  }

  test('sends the first part of a response before the rest', async ({ assert }) => {
    let finish: () => void
    handle = (_, response) => {
      response.write('begun, ')
      finish = () => response.end('ended')
    }

    const answer = await fetch(address())
    const parts = []
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
      parts.push(part)
      finish!()
    }
    assert.deepEqual(parts, ['begun, ', 'ended'])
  })

  test('answers pipelined requests completely and in order', async ({ assert }) => {
    const { promise: lastIsAnswered, resolve } = Promise.withResolvers<void>()
    handle = async ({ url }, response) => {
      if (url === '/0') await lastIsAnswered
      response.end(`<${url}>`)
      if (url === '/2') resolve()
    }

    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.setEncoding('utf8').on('data', (chunk) => (received += chunk))
    let received = ''
    const head = (n: number, more = '') => `GET /${n} HTTP/1.1\r\nhost: localhost\r\n${more}\r\n`
    socket.write(head(0) + head(1) + head(2, 'connection: close\r\n'))
    await once(socket, 'close')
    assert.deepEqual(received.match(/<\/\d>/g), ['</0>', '</1>', '</2>'])
  })

  test('lets a slow request delay none of those that arrived with it', async ({ assert }) => {
    const steps: string[] = []
    const { promise: othersAreReady, resolve } = Promise.withResolvers<void>()
    handle = async ({ url }, response) => {
      steps.push(`${url} begun`)
      if (url === '/slow') await othersAreReady
      else await Promise.resolve()
      steps.push(`${url} ready`)
      if (steps.length === 5) resolve()
      response.end()
    }

    const sockets = ['/slow', '/one', '/two'].map((path) => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
      socket.resume().write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`)
      return socket
    })
    await Promise.all(sockets.map((socket) => once(socket, 'close')))
    assert.equal(steps.at(-1), '/slow ready')
    assert.sameMembers(
      steps,
      ['/slow', '/one', '/two'].flatMap((url) => [`${url} begun`, `${url} ready`])
    )
  })

  test('refuses invalid HTTP with a message: {what}')
    .with([
      { what: 'nonsense', sent: 'nonsense\r\n\r\n', status: '400 Bad Request' },
      {
        what: 'a header that is too long',
        sent: `GET / HTTP/1.1\r\nhost: localhost\r\ntoken: ${'x'.repeat(20_000)}\r\n\r\n`,
        status: '431 Request Header Fields Too Large',
      },
      {
        what: 'a body that breaks off',
        sent: 'POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n',
        status: '400 Bad Request',
      },
    ])
    .run(async ({ assert }, { sent, status }) => {
      handle = (request) => request.resume()

      const received = await answerTo(sent)
      const [head, body] = received.split('\r\n\r\n')

      assert.match(head, new RegExp(`^HTTP/1.1 ${status}\r\n`))
      assert.match(head, /content-type: application\/json/)
      assert.include(head, `content-length: ${Buffer.byteLength(body)}`)
      assert.isNotEmpty(JSON.parse(body).message)
    })

  test('formats a refusal by the surface of the path, if it is known: {what}')
    .with([
      {
        what: 'a malformed escape',
        sent: 'GET /api/%C0%80 HTTP/1.1',
        status: 404,
        code: 'E_ROUTE_NOT_FOUND',
        by: 'library',
      },
      {
        what: 'a malformed escape elsewhere',
        sent: 'GET /%C0%80 HTTP/1.1',
        status: 404,
        code: 'E_ROUTE_NOT_FOUND',
        by: 'pages',
      },
      {
        what: 'two hosts',
        sent: 'GET /api/loans?x HTTP/1.1\r\nhost: another',
        status: 400,
        code: 'E_MALFORMED_REQUEST',
        by: 'library',
      },
      {
        what: 'an unknown expectation',
        sent: 'POST /api/loans HTTP/1.1\r\nexpect: nonsense',
        status: 417,
        code: 'E_EXPECTATION_FAILED',
        by: 'library',
      },
      {
        what: 'a negative length',
        sent: 'POST /api/loans HTTP/1.1\r\ncontent-length: -1',
        status: 400,
        code: 'E_MALFORMED_REQUEST',
        by: 'library',
      },
      {
        what: 'headers that are too long',
        sent: `GET /api/loans HTTP/1.1\r\ntoken: ${'x'.repeat(20_000)}`,
        status: 431,
        code: 'E_HEADERS_TOO_LARGE',
        by: 'library',
      },
      {
        what: 'a tunnel',
        sent: 'CONNECT example.com:443 HTTP/1.1',
        status: 405,
        code: 'E_METHOD_NOT_ALLOWED',
        by: 'pages',
      },
    ])
    .run(async ({ assert }, { sent, status, code, by }) => {
      const received = await answerTo(`${sent}\r\nhost: localhost\r\nconnection: close\r\n\r\n`)
      const [head, body] = received.split('\r\n\r\n')
      const { message, requestId, ...rest } = JSON.parse(body)

      assert.match(head, new RegExp(`^HTTP/1.1 ${status} `))
      assert.match(head, /x-content-type-options: nosniff/)
      assert.include(head, `x-request-id: ${requestId}`)
      assert.deepEqual(rest, { surface: by, code })
      assert.isNotEmpty(message)
    })

  test('refuses a request without a host, with a message', async ({ assert }) => {
    const received = await answerTo('GET /api/loans HTTP/1.1\r\nconnection: close\r\n\r\n')

    assert.match(received, /^HTTP\/1.1 400 Bad Request\r\n/)
    assert.include(received, 'The request is malformed.')
  })

  test('sends no body when it refuses a HEAD request', async ({ assert }) => {
    const received = await answerTo(
      `HEAD /api/loans HTTP/1.1\r\nhost: localhost\r\ntoken: ${'x'.repeat(20_000)}\r\n\r\n`
    )

    assert.match(received, /^HTTP\/1.1 431 /)
    assert.equal(received.split('\r\n\r\n')[1], '')
  })

  test('gives each request of a turn its own asynchronous context', async ({ assert }) => {
    const user = new AsyncLocalStorage<string>()
    const seen: { before: string | undefined; after: string | undefined; url: string }[] = []
    const contexts = new Set<number>()
    handle = async ({ url = '' }, response) => {
      const before = user.getStore()
      contexts.add(executionAsyncId())
      user.enterWith(url)
      await setTimeout(5)
      seen.push({ before, after: user.getStore(), url })
      response.end()
    }

    const urls = ['/1', '/2', '/3', '/4']
    await answerTo(
      urls.map((url) => `GET ${url} HTTP/1.1\r\nhost: localhost\r\n\r\n`).join(''),
      'GET /5 HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n'
    )

    assert.equal(contexts.size, 5)
    assert.deepEqual(
      seen,
      [...urls, '/5'].map((url) => ({ before: undefined, after: url, url }))
    )
  })

  test('writes nothing into a response that has begun', async ({ assert }) => {
    handle = (request, response) => {
      request.resume()
      response.writeHead(200, { 'content-length': 100 }).write('begun')
    }
    const head = 'POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n'

    const answer = await answerTo(head, 'nonsense\r\n')

    assert.match(answer, /^HTTP\/1.1 200 OK[^{}]*begun$/)
  })

  test('keeps the request id of a proxy, and drops what is no id: {sent}')
    .with([
      { sent: 'Root=1-67891233-abcdef012345678912345678', isKept: true },
      { sent: 'x'.repeat(129), isKept: false },
      { sent: '👩‍👩‍👧', isKept: false },
      { sent: 'two words', isKept: false },
    ])
    .run(async ({ assert }, { sent, isKept }) => {
      handle = ({ headers }, response) => response.end(headers['x-request-id'])
      const header = `x-request-id: ${sent}\r\nconnection: close`
      const answer = await answerTo(`GET / HTTP/1.1\r\nhost: localhost\r\n${header}\r\n\r\n`)
      assert.equal(answer.includes(sent), isKept)
    })

  test('finds nothing for an invalid escape sequence', async ({ assert }) => {
    const answer = await fetch(`${address()}/uploads/%C0%80`)
    assert.equal(answer.status, 404)
    assert.include(await answer.json(), { code: 'E_ROUTE_NOT_FOUND' })
  })
})
