import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { eventually } from '#tests/helpers/eventually'
import {
  ace,
  aTemporaryFolder,
  type AppServer,
  embeddedIn,
  SERVER,
  start,
  startServer,
} from '#tests/helpers/processes'

const CLOSED_PORT = '127.0.0.1:9'

/** Starts the server and waits for its end; its standard error has the message for the operator. */
async function refusal(environment: Record<string, string>) {
  const began = Date.now()
  const server = start(SERVER, { ...environment, PORT: '0' })
  const code = await server.ended
  const seconds = (Date.now() - began) / 1000
  return { code, sentence: server.stderr().trim(), seconds }
}

/** Begins a registration request. @returns a function that sends the rest and returns the status */
async function beginRegistration({ url }: AppServer): Promise<() => Promise<number>> {
  const input = { name: 'Asha', email: 'asha@theta.example', password: 'a long password' }
  const body = JSON.stringify(input)
  const sent = request(`${url}/api/user/register`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': body.length,
      'expect': '100-continue',
    },
  })
  const answer = once(sent, 'response')
  sent.flushHeaders()
  await once(sent, 'continue') // the server has received its headers
  sent.write(body.slice(0, 10))
  return async () => {
    sent.end(body.slice(10))
    const [response] = await answer
    response.resume()
    return response.statusCode
  }
}

test.group('The server process', (group) => {
  let folder: string
  /** Starts without a database, which take half a minute, so they run in parallel with the other tests. */
  let away: Promise<Awaited<ReturnType<typeof refusal>>[]>
  group.tap((one) => one.timeout(90_000).tags(['@slow']))
  group.setup(async () => {
    const [path, remove] = await aTemporaryFolder()
    away = Promise.all([
      refusal({ ...embeddedIn(`${path}/1`), MONGODB_URI: `mongodb://${CLOSED_PORT}/theta` }),
      refusal({
        ...embeddedIn(`${path}/2`),
        DATABASE_URL: `postgres://theta@${CLOSED_PORT}/theta`,
      }),
      refusal({ ...embeddedIn(`${path}/3`), REDIS_URL: `redis://${CLOSED_PORT}` }),
    ])
    return async () => {
      await away
      await remove()
    }
  })
  group.each.setup(async () => {
    const [path, remove] = await aTemporaryFolder()
    folder = path
    return remove
  })

  test('migrates embedded stores at its start, even when two processes start at once', async ({
    assert,
  }) => {
    const servers = await Promise.all([
      startServer(embeddedIn(folder)),
      startServer(embeddedIn(folder)),
    ])
    const [one, other] = servers
    const page = await fetch(one.url, { headers: { accept: 'text/html' } })
    assert.match(page.headers.get('strict-transport-security')!, /^max-age=\d{7,}$/)
    const password = 'a long password'
    const created = await ace(
      ['account:create', 'asha@theta.example', '--name=Asha', '--password-stdin'],
      embeddedIn(folder),
      password
    )
    assert.equal(created.code, 0, created.stderr)

    const signedIn = await fetch(`${one.url}/api/user/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'asha@theta.example', password }),
    })
    const { token } = (await signedIn.json()) as { token: string }
    const me = await fetch(`${other.url}/api/user/me`, { headers: { token } })
    assert.equal(me.status, 200)
    assert.deepEqual(await Promise.all([one.stop('SIGTERM'), other.stop('SIGINT')]), [0, 0])
  })

  test('finishes requests in flight when it is asked to stop', async ({ assert }) => {
    const server = await startServer(embeddedIn(folder))
    const finish = await beginRegistration(server)
    const ended = server.stop()
    const isRefused = () =>
      fetch(`${server.url}/health`).then(
        () => false,
        () => true
      )
    await eventually(isRefused)

    assert.equal(await finish(), 200)
    assert.equal(await ended, 0)
    await assert.rejects(() => fetch(`${server.url}/health`))
  })

  test('reports not ready, serves for the grace period, and then ends', async ({ assert }) => {
    const server = await startServer({ ...embeddedIn(folder), SHUTDOWN_GRACE: '2 seconds' })
    const before = await fetch(`${server.url}/health/ready`)
    assert.equal(before.status, 200)
    const toldAt = Date.now()
    const ended = server.stop()

    const askReady = () => fetch(`${server.url}/health/ready`)
    const isLeaving = () => askReady().then(({ status }) => status === 503)
    await eventually(isLeaving)
    const ready = await askReady()
    assert.deepEqual(await ready.json(), { status: 'leaving', checks: [] })
    for (const path of ['/health', '/api/course/all']) {
      const served = await fetch(server.url + path)
      assert.equal(served.status, 200)
      assert.equal(served.headers.get('connection'), 'close')
    }
    assert.equal(await ended, 0)
    assert.isAtLeast(Date.now() - toldAt, 2_000)
  })

  test('ends at once on a second signal, but ignores an echo of the first', async ({ assert }) => {
    const server = await startServer({ ...embeddedIn(folder), SHUTDOWN_GRACE: '1 minute' })
    await sleep(1_000) // it responds a moment before it is ready
    const ended = server.stop()
    await sleep(100) // pending signals are delivered in the order of their numbers
    server.child.kill('SIGINT')
    await sleep(700)
    assert.isNull(server.child.exitCode)

    const toldAt = Date.now()
    server.child.kill('SIGTERM')
    assert.equal(await ended, 1)
    assert.isBelow(Date.now() - toldAt, 2_000)
  })

  test('refuses a grace period longer than AWS lets a task live', async ({ assert }) => {
    const { code, sentence } = await refusal({
      ...embeddedIn(folder),
      SHUTDOWN_GRACE: '10 minutes',
    })
    assert.equal(code, 1)
    assert.include(sentence, 'SHUTDOWN_GRACE must be a duration')
  })

  test('names the settings that it cannot read', async ({ assert }) => {
    const server = start(SERVER, {
      ...embeddedIn(folder),
      PORT: '99999',
      TOKEN_TTL: 'some days',
      MAX_LECTURE_BYTES: 'plenty',
    })

    assert.equal(await server.ended, 1)
    for (const name of ['PORT', 'TOKEN_TTL', 'MAX_LECTURE_BYTES'])
      assert.include(server.stderr(), `${name} must be`)
  })

  test('explains in one sentence that its folder cannot be written', async ({ assert }) => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    const { code, sentence } = await refusal({ ...embeddedIn(folder), DATA_DIR: file })

    assert.equal(code, 1)
    assert.match(sentence, /^DATA_DIR \(.*\/file\) is not writable: .*$/)
  })

  test('explains in one sentence that its port is taken', async ({ assert, cleanup }) => {
    const other = createServer().listen(0, '127.0.0.1')
    cleanup(() => void other.close())
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo

    const server = start(SERVER, { ...embeddedIn(folder), PORT: String(port) })

    assert.equal(await server.ended, 1)
    assert.match(
      server.stderr(),
      new RegExp(`^HOST and PORT can't be used: .*127.0.0.1:${port}\n$`)
    )
  })

  test('ends at once when it is asked to stop while it waits for a database', async ({
    assert,
    cleanup,
  }) => {
    const deaf = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    cleanup(() => void deaf.close())
    await once(deaf, 'listening')
    const { port } = deaf.address() as AddressInfo
    const uri = `mongodb://127.0.0.1:${port}/theta`
    const server = start(SERVER, { ...embeddedIn(folder), MONGODB_URI: uri })
    await once(deaf, 'connection')

    const toldAt = Date.now()
    assert.equal(await server.stop(), 0)
    assert.isBelow(Date.now() - toldAt, 5_000)
  })

  test('names every service that production requires and lacks', async ({ assert }) => {
    const { code, sentence } = await refusal({ ...embeddedIn(folder), ALLOW_EMBEDDED: '' })

    assert.equal(code, 1)
    assert.equal(sentence.split('\n').length, 1)
    const names = ['DATABASE_URL', 'MONGODB_URI', 'REDIS_URL', 'S3_BUCKET', 'SMTP_URL']
    for (const name of [...names, 'RAZORPAY_KEY_ID', 'RAZORPAY_KEY_SECRET'])
      assert.include(sentence, name)
  })

  test('needs no settings for a disabled system', async ({ assert }) => {
    const { sentence } = await refusal({
      ...embeddedIn(folder),
      ALLOW_EMBEDDED: '',
      SYSTEMS: 'members',
    })

    assert.include(sentence, 'DATABASE_URL')
    assert.notInclude(sentence, 'RAZORPAY')
  })

  test('refuses an unknown system', async ({ assert }) => {
    const { code, sentence } = await refusal({ ...embeddedIn(folder), SYSTEMS: 'theta,nonsense' })

    assert.equal(code, 1)
    assert.match(sentence, /^SYSTEMS names nonsense\. Known systems: theta\b/)
  })

  test('refuses to run in production without rate limits', async ({ assert }) => {
    const { code, sentence } = await refusal({
      ...embeddedIn(folder),
      ALLOW_EMBEDDED: '',
      DATABASE_URL: `postgres://theta@${CLOSED_PORT}/theta`,
      MONGODB_URI: `mongodb://${CLOSED_PORT}/theta`,
      REDIS_URL: `redis://${CLOSED_PORT}`,
      S3_BUCKET: 'theta',
      SMTP_URL: `smtp://${CLOSED_PORT}`,
      RAZORPAY_KEY_ID: 'key',
      RAZORPAY_KEY_SECRET: 'secret',
      SYSTEMS: 'theta',
      RATE_LIMITS: 'off',
    })

    assert.equal(code, 1)
    assert.include(sentence, 'RATE_LIMITS=off')
    assert.equal(sentence.split('\n').length, 1)
  })

  test('waits 30 seconds for an unavailable database, then names it', async ({ assert }) => {
    const [mongo, sql, redis] = await away

    for (const { code, sentence, seconds } of [mongo, sql, redis]) {
      assert.equal(code, 1)
      assert.isAtLeast(seconds, 25)
      assert.equal(sentence.split('\n').length, 1)
    }
    assert.match(mongo.sentence, /^MongoDB \(MONGODB_URI\) could not be reached within 30 seconds/)
    assert.match(sql.sentence, /^PostgreSQL \(DATABASE_URL\) could not be reached within 30 sec/)
    assert.match(redis.sentence, /^Redis \(REDIS_URL\) could not be reached within 30 seconds/)
  })

  test('refuses to start with pending migrations on a shared database, and names the command', async ({
    assert,
  }) => {
    const { code, sentence } = await refusal({
      ...embeddedIn(folder),
      DATABASE_URL: process.env.DATABASE_URL!.replace(/\/[^/]*$/, '/template1'),
    })

    assert.equal(code, 1)
    assert.include(sentence, 'node ace migration:run --force')
  }).skip(!process.env.DATABASE_URL, 'needs a PostgreSQL')
})
