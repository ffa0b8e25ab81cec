import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from '@japa/runner'
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose'
import app from '@adonisjs/core/services/app'
import { Secret } from '@adonisjs/core/helpers'
import { derivedKeys } from '#app/identity/derived_keys'
import { aUsername, ClientDevice } from '#tests/helpers/client_device'
import { eventually } from '#tests/helpers/eventually'
import { MEMBER_PASSWORD } from '#tests/helpers/members'
import {
  ace,
  type AppServer,
  aTemporaryFolder,
  embeddedIn,
  startServer,
} from '#tests/helpers/processes'

const ORIGIN = 'https://board.theta.example'
const SECRET_KEY = 'the-secret-of-the-board'
const UNKNOWN_TOKEN = /eyJ[\w-]{10,}\.[\w-]{10,}/

/** The address as a proxy reports it, and a browser. */
const PHONE = {
  'x-forwarded-for': '8.8.8.8',
  'user-agent':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
}

test.group('The message board in production, as its client uses it', (group) => {
  let server: AppServer
  let environment: Record<string, string>
  let folder: string
  const devices: ClientDevice[] = []

  group.tap((one) => one.timeout(90_000).tags(['@slow']))
  group.setup(async () => {
    const [path, remove] = await aTemporaryFolder()
    folder = path
    environment = {
      ...embeddedIn(path),
      SYSTEMS: 'members',
      APP_URL: 'https://api.theta.example',
      MEMBERS_ORIGINS: ORIGIN,
      MEMBER_ROLE_SECRET_KEY: SECRET_KEY,
      COOKIE_DOMAIN: 'theta.example',
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'trace',
    }
    server = await startServer(environment)
    return async () => {
      await server.stop()
      await remove()
    }
  })
  group.each.teardown(() => {
    const faults = devices.flatMap((device) => device.faults)
    for (const device of devices.splice(0)) device.close()
    if (faults.length > 0) throw new Error(faults.join('\n'))
  })

  function aDevice(headers?: Record<string, string>) {
    const device = new ClientDevice(server.url, ORIGIN, headers)
    devices.push(device)
    return device
  }

  const profile = (username: string) => ({
    username,
    firstname: 'Asha',
    middlename: '',
    lastname: 'Rao',
    password: MEMBER_PASSWORD,
  })

  async function aPerson({ joins = false, headers = {} } = {}) {
    const device = aDevice(headers)
    await device.enter('/auth/register', { ...profile(aUsername()), avatar: null })
    if (joins) {
      await device.call('PATCH', '/users/role', { secretKey: SECRET_KEY })
      await device.refresh()
    }
    return device
  }

  async function anAdministrator() {
    const [username, device] = [aUsername(), aDevice()]
    const args = ['members:admin', username, '--password-stdin']
    await ace(args, environment, `${MEMBER_PASSWORD}\n`)
    await device.enter('/auth/login', { username, password: MEMBER_PASSWORD })
    return device
  }

  test('registers people with and without an avatar', async ({ assert }) => {
    const [one, other] = [aDevice(PHONE), aDevice()]
    const form = new FormData()
    for (const [name, value] of Object.entries(profile(aUsername()))) form.append(name, value)
    const picture = await readFile(app.makePath('tests/fixtures/media/picture.png'))
    form.append('avatar', new Blob([picture], { type: 'image/png' }), 'me.png')
    const first = await one.enter('/auth/register', form)
    const second = await other.enter('/auth/register', { ...profile(aUsername()), avatar: null })

    assert.deepEqual([first.status, second.status], [201, 201])
    assert.match(first.payload.avatar, /^https:\/\/api\.theta\.example\/avatars\/[\w-]+\.webp$/)
    const { pathname } = new URL(first.payload.avatar)
    const image = await fetch(server.url + pathname)
    assert.equal(image.headers.get('content-type'), 'image/webp')
    assert.isNull(second.payload.avatar)
    for (const [name, path] of [
      ['refreshToken', '/api/v2/auth'],
      ['csrf-token', '/'],
    ])
      assert.deepInclude(one.cookies.get(name)?.attributes, {
        path,
        'domain': 'theta.example',
        'secure': '',
        'samesite': 'Lax',
        'max-age': '604800',
      })
    const taken = await aDevice().call('POST', '/auth/register', profile(one.user.username))
    assert.equal(taken.code, 'UNIQUE_CONSTRAINT_VIOLATION')
  })

  test('shows people what the others do, live', async ({ assert }) => {
    const [one, other] = [await aPerson(), await aPerson()]
    const posted = await one.call('POST', '/messages', { message: '# Hello' })
    await other.sees(({ message, userId }) => message === '# Hello' && userId === one.user.id)

    for (const device of [one, other]) {
      const wrong = await device.call('PATCH', '/users/role', { secretKey: 'no' })
      assert.equal(wrong.code, 'INCORRECT_SECRET_KEY')
      await device.call('PATCH', '/users/role', { secretKey: SECRET_KEY })
      await device.refresh()
      assert.equal(device.user.role, 'MEMBER')
    }
    const { messageId } = posted.payload
    await other.sees(({ user }) => user?.id === one.user.id)
    await other.call('POST', `/messages/${messageId}/like`)
    await other.call('POST', `/users/bookmarks/${messageId}`)
    await other.reload()
    const mine = ({ messageId: id }: { messageId: number }) => id === messageId
    assert.deepInclude(other.messages.find(mine), { likes: 1, liked: true, bookmarked: true })
    await one.reload()
    assert.deepInclude(one.messages.find(mine), { likes: 1, liked: false, bookmarks: 1 })
    const { payload: kept } = await other.call('GET', '/users/bookmarks')
    assert.isTrue(kept.some(mine))

    await one.call('PATCH', `/messages/${messageId}`, { newMessage: 'Edited' })
    await other.sees(({ message, edited }) => message === 'Edited' && edited)
    await one.call('PATCH', '/users', { newFirstname: 'Mira', newMiddlename: '' })
    await one.refresh()
    await other.sees(({ user }) => user?.firstname === 'Mira')
    await one.call('DELETE', `/messages/${messageId}`)
    await eventually(() => !other.messages.some(mine))
  })

  test('tells people of a change of their role', async ({ assert }) => {
    const [administrator, member] = [await anAdministrator(), await aPerson({ joins: true })]
    const newcomer = await aPerson()
    await eventually(() =>
      administrator.stream!.events.some(
        ({ data }) => data.reason === 'USER_CREATED' && data.originId === newcomer.user.id
      )
    )
    const { username, id } = member.user
    const changed = await administrator.call('PATCH', `/users/role/${username}/?role=USER`)
    assert.equal(changed.status, 204)
    await eventually(() => member.user.role === 'USER')
    const refused = await member.call('GET', '/messages')
    assert.equal(refused.code, 'FORBIDDEN')
    const { payload: all } = await administrator.call('GET', '/users')
    assert.equal(all.find((one: { id: number }) => one.id === id).role, 'USER')
  })

  test('ends the session of another device', async ({ assert }) => {
    const desktop = await aPerson()
    const phone = aDevice(PHONE)
    const { username } = desktop.user
    await phone.enter('/auth/login', { username, password: MEMBER_PASSWORD })
    const { payload: sessions } = await desktop.call('GET', '/auth/sessions')
    const [{ sessionId, ...shown }] = sessions.filter(
      ({ currentSession }: { currentSession: boolean }) => !currentSession
    )
    assert.deepInclude(shown, { userIp: '8.8.8.8', userLocation: 'United States' })
    assert.include(shown.userAgent, 'Device: Apple iPhone DeviceType: mobile OS: iOS 18.5')

    const ended = await desktop.call('DELETE', `/auth/sessions/${sessionId}`)
    assert.equal(ended.status, 204)
    await eventually(() => phone.stream!.isClosed)
    await assert.rejects(() => phone.refresh(), 'The refresh failed: INVALID_TOKEN')
    assert.isFalse(desktop.stream!.isClosed)
  })

  test('continues after a reload when the token has run out', async ({ assert }) => {
    const device = await aPerson({ joins: true })
    const before = device.refreshes
    device.accessToken = await expired(device.accessToken!)
    await device.reload()
    assert.equal(device.refreshes, before + 1)
    device.accessToken = await expired(device.accessToken!)
    const answers = await Promise.all([
      device.call('GET', '/messages'),
      device.call('GET', '/users/bookmarks'),
      device.call('GET', '/auth/sessions'),
    ])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200]
    )
    assert.equal(device.refreshes, before + 2)
    const stranger = await fetch(`${server.url}/api/v2/events?accessToken=${device.accessToken}x`)
    assert.equal(stranger.status, 401)
  })

  test('deletes accounts, whose messages stay', async ({ assert }) => {
    const [administrator, witness] = [await anAdministrator(), await aPerson({ joins: true })]
    const [leaver, removed] = [await aPerson({ joins: true }), await aPerson()]
    const { payload } = await leaver.call('POST', '/messages', { message: 'I was here' })
    const left = await leaver.call('DELETE', '/users')
    assert.equal(left.status, 204)
    await witness.hears('USER_DELETED')
    await witness.sees(({ messageId, user }) => messageId === payload.messageId && user === null)
    await eventually(() => leaver.stream!.isClosed)
    assert.isUndefined(leaver.heard('USER_DELETED'))

    await administrator.call('DELETE', `/users/${removed.user.username}`)
    const event = await removed.hears('USER_DELETED_BY_ADMIN')
    assert.equal(event.targetId, removed.user.id)
    await eventually(() => removed.stream!.isClosed)
    const last = await administrator.call('DELETE', '/users')
    assert.include([204, 409], last.status)
  })

  test('signs out, and closes the stream a second later without an event', async ({ assert }) => {
    const [device, other] = [await aPerson(), await aPerson()]
    const began = performance.now()
    const signedOut = await device.call('DELETE', '/auth/logout')
    assert.equal(signedOut.status, 204)
    assert.equal(device.cookies.size, 0)
    await other.call('POST', '/messages', { message: 'Are you still there?' })
    await other.hears('MESSAGE_CREATED')
    await eventually(() => device.stream!.isClosed)
    assert.isAtLeast(performance.now() - began, 900)
    assert.isUndefined(device.heard('MESSAGE_CREATED'))
  })

  test('tells nothing about a failure of its own', async ({ assert }) => {
    const device = await aPerson({ joins: true })
    const sql = new DatabaseSync(join(folder, 'theta.sqlite'), { timeout: 10_000 })
    sql.exec('alter table member_bookmarks rename to bookmarks_away')
    const { status, message, code } = await device.call('GET', '/users/bookmarks')
    sql.exec('alter table bookmarks_away rename to member_bookmarks')
    sql.close()
    assert.deepEqual([status, code], [500, 'INTERNAL_SERVER_ERROR'])
    assert.notMatch(message!, /table|bookmarks|SQL|select/i)
  })

  test('leaves no token, password or key in the log', async ({ assert }) => {
    const device = await aPerson()
    await eventually(() => server.stdout().includes('"level":'))
    const log = server.stdout() + server.stderr()
    assert.notMatch(log, UNKNOWN_TOKEN)
    for (const secret of [
      MEMBER_PASSWORD,
      SECRET_KEY,
      ...[...device.cookies.values()].map(({ value }) => value),
    ])
      assert.notInclude(log, secret)
  })

  /** The same token, as it will be an hour after it was issued. */
  async function expired(token: string): Promise<string> {
    const { iat, exp, ...claims } = decodeJwt(token)
    const [{ id, secret }] = derivedKeys('members.access', [new Secret(environment.APP_KEY)])
    if (decodeProtectedHeader(token).kid !== id) throw new Error('another key')
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: id })
      .setIssuedAt(iat! - 3600)
      .setExpirationTime(exp! - 3600)
      .sign(secret)
  }
})
