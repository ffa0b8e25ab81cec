import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import { Visitor } from '#tests/helpers/dashboard'
import { aLectureFile } from '#tests/helpers/files'
import { codeOf, mails, resetTokenOf } from '#tests/helpers/mailbox'
import { aPaymentOf } from '#tests/helpers/payments'
import {
  ace,
  type AppServer,
  aTemporaryFolder,
  embeddedIn,
  startServer,
  until,
} from '#tests/helpers/processes'

const EMAIL = 'asha@theta.example'
const PASSWORDS = {
  first: 'the first password',
  second: 'the second password',
  wrong: 'a wrong one',
}

const DEMO_ADMINISTRATOR = { email: 'admin@theta.example', password: 'learn-with-theta' }

interface Answer {
  status: number
  requestId: string | null
  body: Record<string, any>
}

test.group('The log of a production server', (group) => {
  let server: AppServer
  let folder: string
  /** Values that must never be logged, by description. */
  const secrets: Record<string, string> = { ...PASSWORDS, demo: DEMO_ADMINISTRATOR.password }

  group.tap((one) => one.timeout(90_000))
  group.setup(async () => {
    const [path, remove] = await aTemporaryFolder()
    folder = path
    const environment = { ...embeddedIn(path), LOG_LEVEL: 'trace' }
    server = await startServer(environment)
    const seeded = await ace(['demo:seed'], environment)
    if (seeded.code !== 0) throw new Error(seeded.stderr)
    return async () => {
      await server.stop()
      await remove()
    }
  })

  async function call(method: string, path: string, body?: object, headers = {}) {
    return ask(path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: body && JSON.stringify(body),
    })
  }

  /** Sends a lecture's file as the frontend's form does. */
  async function upload(path: string, file: string | Buffer, token: string) {
    const body = new FormData()
    for (const name of ['title', 'description']) body.set(name, `The ${name}`)
    body.set('file', new Blob([file as BlobPart]), 'lecture.mp4')
    return ask(path, { method: 'POST', headers: { token }, body })
  }

  async function ask(path: string, init: RequestInit) {
    const response = await fetch(`${server.url}${path}`, init)
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    const answer: Answer = {
      status: response.status,
      requestId: response.headers.get('x-request-id'),
      body: isJson ? ((await response.json()) as Answer['body']) : {},
    }
    if (!isJson) await response.body?.cancel()
    return answer
  }

  /** The body of a response, which must have this status. */
  async function get(expected: number, ...[method, path, ...rest]: Parameters<typeof call>) {
    const { status, body } = await call(method, path, ...rest)
    if (status !== expected)
      throw new Error(`${method} ${path} was answered ${status}: ${body.message}`)
    return body
  }

  /** Waits for a mail in which `find` finds something, the newest first. @returns the match */
  const mailed = (find: (mail: string) => string | undefined) =>
    until(async () => {
      const all = await mails(join(folder, 'mail'))
      return all.reverse().map(find).find(Boolean)
    }, server)

  const lines = (): Record<string, any>[] =>
    server
      .stdout()
      .split('\n')
      .flatMap((line) => (line ? JSON.parse(line) : []))

  const logged = (requestId: string | null) =>
    until(async () => lines().find((line) => line.request_id === requestId), server)

  test('contains the request id, and no password, code, token or signature', async ({ assert }) => {
    const registration = { name: 'Asha', email: EMAIL, password: PASSWORDS.first }
    const { activationToken } = await get(200, 'POST', '/api/user/register', registration)
    const code = await mailed(codeOf)
    Object.assign(secrets, { activationToken, code })
    const otp = Number(code)
    const wrong = { otp: (otp + 1) % 1_000_000, activationToken }
    const wrongCode = await call('POST', '/api/user/verify', wrong)
    assert.equal(wrongCode.status, 400)
    await get(200, 'POST', '/api/user/verify', { otp, activationToken })

    const login = (status: number, password: string) =>
      get(status, 'POST', '/api/user/login', { email: EMAIL, password })
    await login(400, PASSWORDS.wrong)
    const { token: accessToken } = await login(200, PASSWORDS.first)
    secrets.accessToken = accessToken

    await get(200, 'POST', '/api/user/forgot', { email: EMAIL })
    secrets.resetToken = await mailed(resetTokenOf)
    const resetPath = `/api/user/reset?token=${secrets.resetToken}`
    await get(422, 'POST', resetPath, { password: 'short' })
    await get(200, 'POST', resetPath, { password: PASSWORDS.second })
    await get(400, 'POST', resetPath, { password: PASSWORDS.second })
    const ended = await call('GET', '/api/user/me', undefined, { token: accessToken })
    assert.equal(ended.status, 401)
    await get(401, 'GET', '/api/user/me', undefined, { authorization: `Bearer ${accessToken}` })

    const { token } = await login(200, PASSWORDS.second)
    secrets.secondToken = token
    const { courses } = await get(200, 'GET', '/api/course/all')
    const course = courses.find(({ price }: { price: number }) => price > 0)
    const other = courses.find(({ _id }: { _id: string }) => _id !== course._id)
    const checkout = `/api/course/checkout/${course._id}`
    const { order } = await get(201, 'POST', checkout, {}, { token })
    const payment = aPaymentOf(order.id)
    secrets.razorpaySignature = payment.razorpay_signature
    const mismatch = await call('POST', `/api/verification/${other._id}`, payment, { token })
    assert.equal(mismatch.status, 400)
    await get(200, 'POST', `/api/verification/${course._id}`, payment, { token })

    const path = `/api/lectures/${course._id}`
    const { lectures } = await get(200, 'GET', path, undefined, { token })
    const address = new URL(lectures[0].video, server.url)
    secrets.mediaSignature = address.searchParams.get('signature')!
    await get(200, 'GET', address.pathname + address.search)
    const [otherFile] = lectures[1].video.split('?')
    const forged = await call('GET', `/${otherFile}${address.search}`)
    assert.equal(forged.status, 403)

    const administrator = await get(200, 'POST', '/api/user/login', DEMO_ADMINISTRATOR)
    secrets.administratorToken = administrator.token
    const sent = await upload(
      `/api/course/${course._id}`,
      await aLectureFile(),
      administrator.token
    )
    assert.equal(sent.status, 201)
    const refused = await upload(`/api/course/${course._id}`, 'no film', administrator.token)
    assert.equal(refused.status, 422)

    const visitor = new Visitor(server.url)
    const signedIn = await visitor.signIn(DEMO_ADMINISTRATOR, DEMO_ADMINISTRATOR)
    assert.equal(signedIn.location, '/admin')
    for (const [name, value] of visitor.cookies) secrets[name] = decodeURIComponent(value)

    for (const { requestId } of [wrongCode, ended, mismatch, forged, refused]) {
      assert.isNotEmpty(requestId)
      const { msg } = await logged(requestId)
      assert.equal(msg, 'request refused')
    }
    assertNoSecrets(assert)
  })

  test('reports a failed statement without its values', async ({ assert }) => {
    const login = { email: EMAIL, password: PASSWORDS.second }
    const sql = new DatabaseSync(join(folder, 'theta.sqlite'), { timeout: 10_000 })
    for (const table of ['activations', 'auth_access_tokens', 'password_resets'])
      sql.exec(`alter table ${table} rename to ${table}_away`)

    const registration = { name: 'Asha', email: 'new@theta.example', password: PASSWORDS.first }
    const failed = [
      await call('POST', '/api/user/register', registration),
      await call('POST', '/api/user/login', login),
      await call('GET', '/api/user/me', undefined, { token: secrets.secondToken }),
    ]
    await call('POST', '/api/user/forgot', { email: EMAIL })
    const read = sql.prepare('select last_error from outbox where last_error is not null')
    const { last_error: lastError } = await until(async () => read.get() as any, server)
    sql.close()

    assert.deepEqual(
      failed.map(({ status }) => status),
      [500, 500, 500]
    )
    for (const { requestId } of failed) {
      const { err } = await logged(requestId)
      assert.include(err.message, 'no such table')
    }
    assert.include(lastError, 'no such table: password_resets')
    assert.notInclude(lastError, EMAIL)
    assert.notMatch(lastError, /[0-9a-f]{64}/)
    const statements = lines().filter(({ err }) => err?.message.includes('no such table'))
    assert.isAtLeast(statements.length, 4)
    for (const { err } of statements) {
      assert.notInclude(JSON.stringify(err), 'theta.example')
      assert.notInclude(JSON.stringify(err), '$argon2')
      assert.notMatch(JSON.stringify(err), /[0-9a-f]{64}/)
    }
    assertNoSecrets(assert)
  })

  function assertNoSecrets(assert: Assert) {
    const { code, ...longer } = secrets
    const everything = server.stdout() + server.stderr()
    assert.notMatch(everything, new RegExp(`(?<![\\da-f])${code}(?![\\da-f])`), 'code')
    for (const [what, secret] of Object.entries(longer)) {
      assert.notInclude(everything, secret, what)
      assert.notInclude(everything, encodeURIComponent(secret), what)
    }
  }
})
