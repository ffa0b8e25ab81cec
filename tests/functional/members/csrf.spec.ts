import { test } from '@japa/runner'
import { issueCsrfToken, sessionOfCsrfToken } from '#app/members/csrf_tokens'
import Member from '#app/members/models/member'
import MemberSession from '#app/members/models/member_session'
import MembersBrowser from '#tests/helpers/members_browser'
import { emptyStores } from '#tests/helpers/stores'

/** Every call that needs a CSRF token. */
const CALLS = [
  ['post', '/auth/refresh'],
  ['delete', '/auth/logout'],
  ['get', '/auth/sessions'],
  ['delete', '/auth/sessions'],
  ['delete', '/auth/sessions/00000000-0000-4000-8000-000000000000'],
  ['patch', '/users'],
  ['patch', '/users/reset-password'],
  ['patch', '/users/role'],
  ['patch', '/users/avatar'],
  ['delete', '/users/avatar'],
  ['delete', '/users'],
  ['patch', '/users/role/nobody'],
  ['delete', '/users/nobody'],
  ['post', '/users/bookmarks/none'],
  ['delete', '/users/bookmarks/none'],
  ['post', '/messages'],
  ['patch', '/messages/none'],
  ['delete', '/messages/none'],
  ['post', '/messages/none/like'],
  ['delete', '/messages/none/like'],
] as const

test.group('CSRF tokens of the message board', (group) => {
  group.each.setup(emptyStores)

  for (const [method, path] of CALLS) {
    test(`are required by ${method} ${path}, ahead of role and input`, async ({
      assert,
      client,
    }) => {
      const browser = new MembersBrowser(client)
      await browser.enter()
      const foreign = issueCsrfToken('00000000-0000-4000-8000-000000000000')
      const own = browser.csrfToken
      const expected = [
        [{ without: ['x-csrf-token' as const] }, 'MISSING_CSRF_HEADER'],
        [{ without: ['csrf-token' as const] }, 'MISSING_CSRF_COOKIE'],
        [{ headers: { 'x-csrf-token': `${own}x` } }, 'CSRF_TOKEN_MISMATCH'],
        [{ headers: { 'x-csrf-token': 'abc' } }, 'CSRF_TOKEN_MISMATCH'],
        [{ headers: { 'x-csrf-token': foreign } }, 'CSRF_TOKEN_MISMATCH'],
      ] as const
      for (const [call, code] of expected) {
        const response = await browser.call(method, path, {
          ...call,
          without: [...('without' in call ? call.without : [])],
        })
        response.assertStatus(403)
        assert.equal(response.body().errorPayload.code, code)
      }
      browser.cookies['csrf-token'] = foreign
      const stolen = await browser.call(method, path)
      stolen.assertStatus(403)
      assert.equal(stolen.body().errorPayload.code, 'CSRF_TOKEN_MISMATCH')
      assert.lengthOf(await Member.all(), 1)
    })
  }

  test('of another session of the same member are refused', async ({ assert, client }) => {
    const [one, other] = [new MembersBrowser(client), new MembersBrowser(client)]
    await other.open(await one.enter())
    one.cookies['csrf-token'] = other.csrfToken
    const response = await one.call('patch', '/users', { json: { newFirstname: 'Mira' } })
    response.assertStatus(403)
    assert.equal(response.body().errorPayload.code, 'CSRF_TOKEN_MISMATCH')
  })

  test('of the session that the access token belongs to are required at sign-out', async ({
    assert,
    client,
  }) => {
    const [one, other] = [new MembersBrowser(client), new MembersBrowser(client)]
    await other.open(await one.enter())
    const response = await one.call('delete', '/auth/logout', {
      headers: { 'x-csrf-token': other.csrfToken },
    })
    response.assertStatus(403)
    assert.equal(response.body().errorPayload.code, 'CSRF_TOKEN_MISMATCH')
    assert.lengthOf(await MemberSession.all(), 2)
  })

  test('may be one pair behind the cookie while refreshes overlap', async ({ client }) => {
    const browser = new MembersBrowser(client)
    await browser.enter()
    const tab = browser.copy()
    const former = browser.csrfToken
    await browser.refresh()
    tab.cookies = browser.cookies // the browser has one jar for all tabs
    const responses = await Promise.all([
      tab.refresh({ headers: { 'x-csrf-token': former } }),
      tab.call('patch', '/users', {
        headers: { 'x-csrf-token': former },
        json: { newFirstname: 'Mira' },
      }),
    ])
    for (const response of responses) response.assertStatus(200)
  })

  for (const tabs of [2, 3])
    test(`of ${tabs} overlapping refreshes are all valid, in header and cookie`, async ({
      client,
    }) => {
      const browser = new MembersBrowser(client)
      await browser.enter()
      const all = Array.from({ length: tabs }, () => browser.copy())
      await Promise.all(all.map((tab) => tab.refresh()))
      for (const { cookies, csrfToken } of all)
        for (const other of all) {
          browser.cookies = { ...cookies }
          const response = await browser.call('patch', '/users', {
            headers: { 'x-csrf-token': other.csrfToken },
            json: { newFirstname: csrfToken === other.csrfToken ? 'Same' : 'Other' },
          })
          response.assertStatus(200)
        }
    })

  test('have characters that the client can read from a cookie', ({ assert }) => {
    const session = '00000000-0000-4000-8000-000000000001'
    for (let count = 0; count < 100; count++) {
      const token = issueCsrfToken(session)
      assert.match(token, /^[\w.-]+$/)
      assert.equal(sessionOfCsrfToken(token), session)
    }
  })

  test('come after the access token in the order of checks', async ({ client }) => {
    const response = await client.patch('/api/v2/users').json({})
    response.assertStatus(401)
    response.assertBodyContains({ errorPayload: { code: 'EXPIRED_TOKEN' } })
  })
})
