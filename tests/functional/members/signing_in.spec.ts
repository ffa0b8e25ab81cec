import { test } from '@japa/runner'
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose'
import Member from '#app/members/models/member'
import MemberSession from '#app/members/models/member_session'
import RefreshToken from '#app/members/models/refresh_token'
import { aMember, aMemberSession, MEMBER_PASSWORD } from '#tests/helpers/members'
import MembersBrowser, { clockThat, setCookiesOf } from '#tests/helpers/members_browser'
import { emptyStores } from '#tests/helpers/stores'

const INVALID = [
  { username: 'with space' },
  { username: 'x'.repeat(51) },
  { username: '' },
  { username: 'Avatar' },
  { username: 'healthcheck' },
  { username: 7 },
  { firstname: '' },
  { firstname: 'R2D2' },
  { firstname: 'Anna--Maria' },
  { firstname: '-Anna' },
  { firstname: 'x'.repeat(51) },
  { middlename: '1' },
  { lastname: '!' },
  { password: 'Short1@' },
  { password: `Aa1@${'x'.repeat(125)}` },
  { password: 'nouppercase1@' },
  { password: 'NOLOWERCASE1@' },
  { password: 'No-digit-here@' },
  { password: 'NoSpecial1-' },
  { password: ' Leading1@' },
  { password: 'Trailing1@ ' },
  { avatar: 'https://example.com/me.png' },
]

test.group('Registering on the message board', (group) => {
  group.each.setup(emptyStores)

  for (const prefix of ['/api/v2', '/api/v1']) {
    test(`creates a user and signs them in at ${prefix}`, async ({ assert, client }) => {
      const browser = new MembersBrowser(client, prefix)
      const response = await browser.register({ middlename: 'Anna-María' })

      response.assertStatus(201)
      const { id, accessToken, ...user } = response.body().payload
      assert.isNumber(id)
      assert.deepEqual(user, {
        username: 'asha',
        firstname: 'Asha',
        middlename: 'Anna-María',
        lastname: 'Rao',
        avatar: null,
        role: 'USER',
      })
      const claims = decodeJwt(accessToken)
      assert.include(claims, { id, username: 'asha', role: 'USER' })
      assert.equal(claims.exp! - claims.iat!, 15 * 60)
      assert.equal(decodeProtectedHeader(accessToken).alg, 'HS256')

      const [refresh, csrf] = setCookiesOf(response)
      assert.match(
        refresh,
        new RegExp(
          `^refreshToken=[\\w-]+\\.[\\w-]+\\.[\\w-]+; Max-Age=604800; Path=${prefix}/auth; HttpOnly; SameSite=Lax$`
        )
      )
      assert.match(csrf, /^csrf-token=[\w.-]+; Max-Age=604800; Path=\/; SameSite=Lax$/)
      assert.isString(decodeJwt(browser.cookies.refreshToken).jti)
    })
  }

  test('stores only hashes of password and refresh token', async ({ assert, client }) => {
    const browser = new MembersBrowser(client)
    await browser.register()
    const member = await Member.firstOrFail()
    const token = await RefreshToken.firstOrFail()
    const { jti } = decodeJwt(browser.cookies.refreshToken)

    assert.match(member.password, /^\$argon2id\$/)
    assert.notEqual(token.jtiHash, jti)
    assert.match(token.jtiHash, /^[0-9a-f]{64}$/)
  })

  test('stores empty names as null', async ({ assert, client }) => {
    const response = await new MembersBrowser(client).register({ middlename: '', lastname: null })
    response.assertStatus(201)
    assert.include(response.body().payload, { middlename: null, lastname: null })
  })

  test('refuses a name that is taken, in any case', async ({ assert, client }) => {
    await aMember({ username: 'Asha' })
    const response = await new MembersBrowser(client).register({ username: 'aSHA' })

    response.assertStatus(409)
    assert.equal(response.body().errorPayload.code, 'UNIQUE_CONSTRAINT_VIOLATION')
    assert.include(response.body().errorPayload.message, 'username')
  })

  test('gives a name to one of several who ask for it at once', async ({ assert, client }) => {
    const all = await Promise.all(
      [1, 2, 3].map(() => new MembersBrowser(client).register({ username: 'once' }))
    )
    assert.sameMembers(
      all.map((response) => response.status()),
      [201, 409, 409]
    )
    assert.lengthOf(await Member.all(), 1)
  })

  for (const attributes of INVALID) {
    const [[field, value]] = Object.entries(attributes)
    test(`refuses the ${field} ${JSON.stringify(value)}`, async ({ assert, client }) => {
      const response = await new MembersBrowser(client).register(attributes)

      response.assertStatus(422)
      const { code, details } = response.body().errorPayload
      assert.equal(code, 'VALIDATION_ERROR')
      assert.deepEqual(details.formErrors, [])
      assert.isNotEmpty(details.fieldErrors[field])
      assert.isEmpty(await Member.all())
    })
  }
})

test.group('Signing in to the message board', (group) => {
  group.each.setup(emptyStores)

  test('answers the user with tokens, whatever the case of the name', async ({
    assert,
    client,
  }) => {
    const member = await aMember({ username: 'Asha', role: 'ADMIN' })
    const browser = new MembersBrowser(client)
    const response = await browser.login('aSHA')

    response.assertStatus(200)
    assert.include(response.body().payload, { id: member.id, username: 'Asha', role: 'ADMIN' })
    assert.properties(browser.cookies, ['refreshToken', 'csrf-token'])
  })

  test('answers the same for a wrong name and a wrong password', async ({ assert, client }) => {
    const { username } = await aMember()
    const browser = new MembersBrowser(client)
    const [name, password] = [
      await browser.login('nobody'),
      await browser.login(username, 'Wrong-1@'),
    ]

    for (const response of [name, password]) {
      response.assertStatus(401)
      assert.equal(response.body().errorPayload.code, 'UNAUTHORIZED')
      assert.isEmpty(setCookiesOf(response))
    }
    assert.equal(name.body().errorPayload.message, password.body().errorPayload.message)
  })

  for (const json of [{}, { username: 'asha' }, { username: 1, password: 'x' }]) {
    test(`refuses ${JSON.stringify(json)}`, async ({ client }) => {
      const response = await new MembersBrowser(client).call('post', '/auth/login', { json })
      response.assertStatus(422)
    })
  }

  test('refuses malformed JSON', async ({ assert, client }) => {
    const response = await client
      .post('/api/v2/auth/login')
      .header('content-type', 'application/json')
      .setup((request) => void request.request.send('{"username":'))
    response.assertStatus(400)
    assert.equal(response.body().errorPayload.code, 'BAD_REQUEST')
  })
})

test.group('The access token of a member', (group) => {
  group.each.setup(emptyStores)

  async function signedInBrowser(client: ConstructorParameters<typeof MembersBrowser>[0]) {
    const { username, id } = await aMember({ role: 'ADMIN' })
    const browser = new MembersBrowser(client)
    await browser.login(username)
    return { browser, id }
  }

  const assertRefused = async (browser: MembersBrowser, headers?: Record<string, string>) => {
    const response = await browser.call('get', '/users', { headers })
    response.assertStatus(401)
    response.assertBodyContains({ errorPayload: { code: 'EXPIRED_TOKEN' } })
  }

  test('is accepted for 15 minutes', async ({ client, cleanup }) => {
    const { browser } = await signedInBrowser(client)
    const clock = clockThat(cleanup)
    clock.isAt({ minutes: 14 })
    const response = await browser.call('get', '/users')
    response.assertStatus(200)
    clock.isAt({ minutes: 16 })
    await assertRefused(browser)
  })

  for (const [title, headers] of [
    ['malformed', { authorization: 'Bearer abc' }],
    ['of another scheme', { authorization: 'Basic abc' }],
    ['empty', { authorization: 'Bearer ' }],
  ] as const)
    test(`is refused if it is ${title}`, async ({ client }) => {
      const { browser } = await signedInBrowser(client)
      await assertRefused(browser, headers)
    })

  test('is refused if the header `token` has it', async ({ client }) => {
    const { browser } = await signedInBrowser(client)
    const { accessToken } = browser
    browser.accessToken = undefined
    await assertRefused(browser, { token: accessToken! })
  })

  test('is refused if it is a refresh token', async ({ client }) => {
    const { browser } = await signedInBrowser(client)
    browser.accessToken = browser.cookies.refreshToken
    await assertRefused(browser)
  })

  test('is refused if another key signed it', async ({ client }) => {
    const { browser } = await signedInBrowser(client)
    const { kid } = decodeProtectedHeader(browser.accessToken!)
    const claims = decodeJwt(browser.accessToken!)
    browser.accessToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid })
      .sign(Buffer.from('x'.repeat(32)))
    await assertRefused(browser)
  })

  test('is refused without a signature', async ({ client }) => {
    const { browser } = await signedInBrowser(client)
    const header = Buffer.from('{"alg":"none"}').toString('base64url')
    browser.accessToken = `${header}.${browser.accessToken!.split('.')[1]}.`
    await assertRefused(browser)
  })

  test('takes the role from the account', async ({ client }) => {
    const { browser, id } = await signedInBrowser(client)
    await Member.query().where({ id }).update({ role: 'MEMBER' })
    const response = await browser.call('get', '/users')
    response.assertStatus(403)
    response.assertBodyContains({ errorPayload: { code: 'FORBIDDEN' } })
  })

  test('ends with its session', async ({ client }) => {
    const { browser } = await signedInBrowser(client)
    await MemberSession.query().delete()
    await assertRefused(browser)
  })

  test('ends with its account', async ({ client }) => {
    const { browser } = await signedInBrowser(client)
    await Member.query().delete()
    await assertRefused(browser)
  })
})

test.group('Signing out of the message board', (group) => {
  group.each.setup(emptyStores)

  test('ends the session and clears both cookies', async ({ assert, client }) => {
    const browser = new MembersBrowser(client)
    await browser.register()
    const { refreshToken, 'csrf-token': csrf } = browser.cookies
    const response = await browser.call('delete', '/auth/logout')

    response.assertStatus(204)
    assert.isEmpty(await MemberSession.all())
    const [clearedRefresh, clearedCsrf] = setCookiesOf(response)
    assert.match(clearedRefresh, /^refreshToken=;.*Path=\/api\/v2\/auth;.*HttpOnly; SameSite=Lax$/)
    assert.match(clearedCsrf, /^csrf-token=;.*Path=\/;.* SameSite=Lax$/)

    browser.cookies = { refreshToken, 'csrf-token': csrf }
    const again = await browser.call('delete', '/auth/logout')
    again.assertStatus(204)
  })

  for (const without of [
    ['authorization'],
    ['refreshToken'],
    ['authorization', 'refreshToken'],
  ] as const)
    test(`works without ${without.join(' and ')}`, async ({ assert, client }) => {
      const browser = new MembersBrowser(client)
      await browser.register()
      const response = await browser.call('delete', '/auth/logout', { without: [...without] })
      response.assertStatus(204)
      assert.isEmpty(await MemberSession.all())
    })

  test('works with an expired access token', async ({ assert, client, cleanup }) => {
    const browser = new MembersBrowser(client)
    await browser.register()
    clockThat(cleanup).isAt({ minutes: 20 })
    const response = await browser.call('delete', '/auth/logout')
    response.assertStatus(204)
    assert.isEmpty(await MemberSession.all())
  })

  test('leaves other sessions alone', async ({ assert, client }) => {
    const browser = new MembersBrowser(client)
    await browser.register()
    const other = await aMemberSession(await Member.firstOrFail())
    await browser.call('delete', '/auth/logout')
    const [left, ...others] = await MemberSession.all()
    assert.equal(left.id, other.id)
    assert.isEmpty(others)
  })
})

test.group('Paths of the message board', () => {
  test('accepts a trailing slash', async ({ client }) => {
    const response = await client
      .post('/api/v2/auth/login/')
      .json({ username: 'nobody', password: MEMBER_PASSWORD })
    response.assertStatus(401)
  })

  test('answers 404 in its own form for an unknown path', async ({ assert, client }) => {
    for (const path of ['/api/v2', '/api/v1/nothing', '/api/v2/auth/none/']) {
      const response = await client.get(path)
      response.assertStatus(404)
      assert.equal(response.body().errorPayload.code, 'NOT_FOUND')
    }
  })

  test('lets the client send cookies from its origin, and from no other', async ({
    assert,
    client,
  }) => {
    const ask = (origin: string) =>
      client
        .options('/api/v2/users')
        .header('origin', origin)
        .header('access-control-request-method', 'PATCH')
        .header('access-control-request-headers', 'content-type, authorization, x-csrf-token')
    const allowed = await ask('http://localhost:5174')
    assert.equal(allowed.header('access-control-allow-origin'), 'http://localhost:5174')
    assert.equal(allowed.header('access-control-allow-credentials'), 'true')
    assert.match(allowed.header('access-control-allow-methods')!, /PATCH/)
    assert.match(allowed.header('access-control-allow-headers')!.toLowerCase(), /x-csrf-token/)
    const foreign = await ask('http://localhost:5173')
    assert.isUndefined(foreign.header('access-control-allow-origin'))
  })
})
