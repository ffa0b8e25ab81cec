import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { test } from '@japa/runner'
import env from '#start/env'
import { newId } from '#app/platform/ids'
import {
  ace,
  type AppServer,
  aTemporaryFolder,
  embeddedIn,
  startServer,
} from '#tests/helpers/processes'

/** A way to the tests' Redis that can be cut and opened again. */
async function aWayToRedis() {
  const { hostname, port: redisPort } = new URL(env.get('REDIS_URL')!.release())
  const sockets = new Set<Socket>()
  const way = createServer((client) => {
    const redis = connect(Number(redisPort || 6379), hostname)
    for (const socket of [client, redis]) {
      sockets.add(socket)
      socket.on('error', () => {}) // the other end is told by the end of the pipe
      socket.on('close', () => sockets.delete(socket))
    }
    client.pipe(redis).pipe(client)
  })
  const open = async (port = 0) => {
    await once(way.listen(port, '127.0.0.1'), 'listening')
    return (way.address() as AddressInfo).port
  }
  const cut = async () => {
    for (const socket of sockets) socket.destroy()
    if (way.listening) await once(way.close(), 'close')
  }
  return { open, cut }
}

test.group('Without Redis, for a while', (group) => {
  let server: AppServer
  let folder: string
  let way: Awaited<ReturnType<typeof aWayToRedis>>
  let port: number

  group.tap((one) => one.timeout(90_000))
  if (!env.get('REDIS_URL')) group.tap((one) => one.skip(true, 'needs a Redis'))
  group.setup(async () => {
    if (!env.get('REDIS_URL')) return () => {}
    const [path, remove] = await aTemporaryFolder()
    folder = path
    way = await aWayToRedis()
    port = await way.open()
    const environment = { ...embeddedIn(folder), REDIS_URL: `redis://127.0.0.1:${port}` }
    server = await startServer(environment)
    await ace(['demo:seed'], environment)
    return async () => {
      await server.stop()
      await way.cut()
      await remove()
    }
  })

  async function call(method: string, path: string, body?: object, token = 'null') {
    const began = Date.now()
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: { token, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    })
    const answer = (await response.json()) as Record<string, any>
    const seconds = (Date.now() - began) / 1000
    return { status: response.status, headers: response.headers, answer, seconds }
  }

  const register = () =>
    call('POST', '/api/user/register', {
      name: 'Asha',
      email: `${newId()}@theta.example`,
      password: 'a long password',
    })

  test('what needs it is refused soon, everything else goes on, and so does that when it is back', async ({
    assert,
  }) => {
    const credentials = { email: 'admin@theta.example', password: 'learn-with-theta' }
    const signedIn = await call('POST', '/api/user/login', credentials)
    const { token } = signedIn.answer
    const { answer: before } = await call('GET', '/api/course/all')

    await way.cut()
    for (const refused of [await register(), await call('POST', '/api/user/login', credentials)]) {
      assert.equal(refused.status, 503)
      assert.isNotEmpty(refused.answer.message)
      assert.isTrue(refused.headers.has('retry-after'))
      assert.isBelow(refused.seconds, 6)
    }
    const me = await call('GET', '/api/user/me', undefined, token)
    assert.equal(me.status, 200)
    const deleted = await call('DELETE', `/api/course/${before.courses[0]._id}`, undefined, token)
    assert.equal(deleted.status, 200)
    assert.isBelow(deleted.seconds, 6)
    const { answer: after } = await call('GET', '/api/course/all')
    assert.lengthOf(after.courses, before.courses.length - 1)

    await way.open(port)
    let status = 503
    for (const began = Date.now(); status === 503 && Date.now() - began < 10_000;)
      ({ status } = await register())
    assert.equal(status, 200)
  })
})
