import { test } from '@japa/runner'
import MemberSession from '#app/members/models/member_session'
import { aMember, aMemberSession } from '#tests/helpers/members'
import MembersBrowser from '#tests/helpers/members_browser'
import { emptyStores } from '#tests/helpers/stores'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

test.group('Sessions of a member', (group) => {
  group.each.setup(emptyStores)

  test('are listed with their devices', async ({ assert, client }) => {
    const browser = new MembersBrowser(client)
    const member = await aMember()
    await browser.login(member.username)
    const phone = await aMemberSession(member)
    await aMemberSession(await aMember())
    const response = await browser.call('get', '/auth/sessions')

    response.assertStatus(200)
    const sessions = response.body().payload
    assert.lengthOf(sessions, 2)
    const current = sessions.find((one: { currentSession: boolean }) => one.currentSession)
    assert.match(current.sessionId, /^[0-9a-f-]{36}$/)
    assert.include(current, {
      userId: member.id,
      userIp: '127.0.0.1',
      userAgent:
        'Browser: Firefox 140.0 Device: Unknown Vendor Unknown Model DeviceType:  OS: Linux ',
      userLocation: 'Unknown Location',
    })
    assert.sameMembers(
      sessions.map((one: { sessionId: string }) => one.sessionId),
      [phone.id, current.sessionId]
    )
    assert.sameMembers(Object.keys(current), [
      'sessionId',
      'userId',
      'userIp',
      'userAgent',
      'userLocation',
      'lastUsedOn',
      'expires',
      'currentSession',
    ])
  })

  for (const [method, title] of [
    ['get', 'listed'],
    ['delete', 'ended'],
  ] as const)
    test(`are ${title} only with the refresh token of the session`, async ({ client }) => {
      const [browser, other] = [new MembersBrowser(client), new MembersBrowser(client)]
      await other.open(await browser.enter())
      const missing = await browser.call(method, '/auth/sessions', { without: ['refreshToken'] })
      missing.assertStatus(401)
      browser.cookies.refreshToken = other.cookies.refreshToken
      const foreign = await browser.call(method, '/auth/sessions')
      foreign.assertStatus(401)
      const nobody = await browser.call(method, '/auth/sessions', { without: ['authorization'] })
      nobody.assertStatus(401)
      nobody.assertBodyContains({ errorPayload: { code: 'EXPIRED_TOKEN' } })
    })

  test('can be ended one by one', async ({ client }) => {
    const [browser, other] = [new MembersBrowser(client), new MembersBrowser(client)]
    const member = await browser.enter()
    await other.open(member)
    const sessions = await MemberSession.all()
    const session = sessions.find(({ id }) => other.csrfToken.startsWith(id))!

    const response = await browser.call('delete', `/auth/sessions/${session.id}`)
    response.assertStatus(204)
    const ended = await other.call('patch', '/users', { json: { newFirstname: 'Mira' } })
    ended.assertStatus(401)
    const refreshed = await other.refresh()
    refreshed.assertStatus(401)
    refreshed.assertBodyContains({ errorPayload: { code: 'INVALID_TOKEN' } })
    const again = await browser.call('delete', `/auth/sessions/${session.id}`)
    again.assertStatus(404)
  })

  test("can't be ended by another member", async ({ assert, client }) => {
    const browser = new MembersBrowser(client)
    await browser.enter()
    const { id } = await aMemberSession(await aMember())
    const response = await browser.call('delete', `/auth/sessions/${id}`)
    response.assertStatus(404)
    response.assertBodyContains({ errorPayload: { code: 'NOT_FOUND' } })
    assert.lengthOf(await MemberSession.all(), 2)
  })

  for (const [id, status] of [
    [UNKNOWN, 404],
    ['abc', 422],
    ['1', 422],
  ] as const)
    test(`answers ${status} for the id ${id}`, async ({ client }) => {
      const browser = new MembersBrowser(client)
      await browser.enter()
      const response = await browser.call('delete', `/auth/sessions/${id}`)
      response.assertStatus(status)
    })

  test('can all be ended but the current one', async ({ assert, client }) => {
    const [browser, other] = [new MembersBrowser(client), new MembersBrowser(client)]
    const member = await browser.enter()
    await other.open(member)
    await aMemberSession(member)
    const stranger = await aMemberSession(await aMember())
    for (const status of [204, 204]) {
      const response = await browser.call('delete', '/auth/sessions')
      response.assertStatus(status)
    }
    const left = await MemberSession.all()
    assert.lengthOf(left, 2)
    assert.include(
      left.map(({ id }) => id),
      stranger.id
    )
    const refused = await other.refresh()
    refused.assertStatus(401)
  })
})
