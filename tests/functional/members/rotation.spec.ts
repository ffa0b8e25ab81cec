import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { decodeJwt } from 'jose'
import AuditEntry from '#app/platform/audit/audit_entry'
import MemberSession from '#app/members/models/member_session'
import RefreshToken from '#app/members/models/refresh_token'
import MembersBrowser, { clockThat, setCookiesOf } from '#tests/helpers/members_browser'
import { emptyStores } from '#tests/helpers/stores'

/** One refresh: who sends which token at which second. `<` stores the answer as a new token. */
interface Step {
  at: number
  shows: string
  gets?: string
  status?: 401
}

/** Each case begins with the token `a`, issued at second 0. */
const CASES: Record<string, Step[]> = {
  'one after another': [
    { at: 900, shows: 'a', gets: 'b' },
    { at: 1800, shows: 'b', gets: 'c' },
    { at: 2700, shows: 'c', gets: 'd' },
  ],
  'a retry within the grace, each answer going on by itself': [
    { at: 0, shows: 'a', gets: 'b1' },
    { at: 9, shows: 'a', gets: 'b2' },
    { at: 900, shows: 'b1', gets: 'c1' },
    { at: 950, shows: 'b2', gets: 'c2' },
    { at: 1800, shows: 'c2', gets: 'd2' },
    { at: 1850, shows: 'c1', gets: 'd1' },
  ],
  'a retry within the grace, after the first answer was used': [
    { at: 0, shows: 'a', gets: 'b1' },
    { at: 3, shows: 'b1', gets: 'c1' },
    { at: 6, shows: 'a', gets: 'b2' },
    { at: 900, shows: 'b2', gets: 'c2' },
    { at: 901, shows: 'c1', gets: 'd1' },
  ],
  'three retries within the grace': [
    { at: 0, shows: 'a', gets: 'b1' },
    { at: 4, shows: 'a', gets: 'b2' },
    { at: 8, shows: 'a', gets: 'b3' },
    { at: 900, shows: 'b3', gets: 'c' },
    { at: 1800, shows: 'c', gets: 'd' },
  ],
  'a lost answer': [
    { at: 0, shows: 'a', gets: 'lost' },
    { at: 60, shows: 'a', gets: 'b' },
    { at: 900, shows: 'b', gets: 'c' },
  ],
  'a lost answer, lost once more': [
    { at: 0, shows: 'a', gets: 'lost' },
    { at: 60, shows: 'a', gets: 'lost again' },
    { at: 120, shows: 'a', gets: 'b' },
    { at: 900, shows: 'b', gets: 'c' },
  ],
  'a lost answer, repeated side by side': [
    { at: 0, shows: 'a', gets: 'lost' },
    { at: 60, shows: 'a', gets: 'b1' },
    { at: 61, shows: 'a', gets: 'b2' },
    { at: 900, shows: 'b1', gets: 'c1' },
    { at: 901, shows: 'b2', gets: 'c2' },
  ],
  'two lost answers': [
    { at: 0, shows: 'a', gets: 'lost 1' },
    { at: 5, shows: 'a', gets: 'lost 2' },
    { at: 30, shows: 'a', gets: 'b' },
    { at: 900, shows: 'b', gets: 'c' },
  ],
  'a thief who shows a token whose successor was used': [
    { at: 0, shows: 'a', gets: 'b' },
    { at: 900, shows: 'b', gets: 'c' },
    { at: 901, shows: 'a', status: 401 },
    { at: 902, shows: 'c', status: 401 },
  ],
  'a thief who is first, until the owner comes after the grace': [
    { at: 0, shows: 'a', gets: 'of the thief' },
    { at: 11, shows: 'a', gets: 'b' },
    { at: 12, shows: 'of the thief', status: 401 },
    { at: 13, shows: 'b', status: 401 },
  ],
  'a thief who is first and goes on, until the owner comes': [
    { at: 0, shows: 'a', gets: 'of the thief' },
    { at: 900, shows: 'of the thief', gets: 'of the thief too' },
    { at: 1800, shows: 'a', status: 401 },
    { at: 1801, shows: 'of the thief too', status: 401 },
  ],
  'a thief who uses the lost answer': [
    { at: 0, shows: 'a', gets: 'lost' },
    { at: 60, shows: 'a', gets: 'b' },
    { at: 61, shows: 'lost', status: 401 },
    { at: 62, shows: 'b', status: 401 },
  ],
  'a token that was used twice within the grace, then again': [
    { at: 0, shows: 'a', gets: 'b1' },
    { at: 5, shows: 'a', gets: 'b2' },
    { at: 20, shows: 'b2', gets: 'c' },
    { at: 21, shows: 'a', status: 401 },
    { at: 22, shows: 'c', status: 401 },
  ],
}

/** Runs a case with the tokens of a new session. */
async function play(client: ApiClient, steps: Step[], at: (seconds: number) => void) {
  const browser = new MembersBrowser(client)
  await browser.enter()
  const tokens: Record<string, string> = { a: browser.cookies.refreshToken }
  const problems: string[] = []
  for (const { at: seconds, shows, gets, status = 200 } of steps) {
    at(seconds)
    browser.cookies.refreshToken = tokens[shows]
    const response = await browser.refresh()
    if (response.status() !== status) problems.push(`${shows} at ${seconds}: ${response.status()}`)
    if (gets) tokens[gets] = browser.cookies.refreshToken
  }
  return problems
}

/** Entries of the audit log, which is never emptied. */
async function revocations(): Promise<number> {
  const entries = await AuditEntry.query().where('action', 'member.session_revoked')
  return entries.length
}

test.group('Rotation of refresh tokens', (group) => {
  group.each.setup(emptyStores)

  for (const [title, steps] of Object.entries(CASES)) {
    test(`handles ${title}`, async ({ assert, client, cleanup }) => {
      const clock = clockThat(cleanup)
      const before = await revocations()
      assert.deepEqual(await play(client, steps, (seconds) => clock.isAt({ seconds })), [])

      const isTheft = steps.some(({ status }) => status === 401)
      assert.lengthOf(await MemberSession.all(), isTheft ? 0 : 1)
      assert.equal(await revocations(), before + (isTheft ? 1 : 0))
    })
  }

  for (const tabs of [2, 3]) {
    test(`signs out none of ${tabs} tabs that refresh at once`, async ({
      assert,
      client,
      cleanup,
    }) => {
      const clock = clockThat(cleanup)
      const browser = new MembersBrowser(client)
      await browser.enter()
      const all = Array.from({ length: tabs }, () => browser.copy())
      for (const minutes of [15, 30, 45]) {
        clock.isAt({ minutes })
        const responses = await Promise.all(all.map((tab) => tab.refresh()))
        assert.deepEqual(
          responses.map((one) => one.status()),
          Array<number>(tabs).fill(200)
        )
      }
      const jtis = all.map(({ cookies }) => decodeJwt(cookies.refreshToken).jti)
      assert.lengthOf(new Set(jtis), tabs)
    })

    for (let last = 0; last < tabs; last++) {
      test(`goes on with answer ${last + 1} of ${tabs}, whichever came last`, async ({
        client,
        cleanup,
      }) => {
        const clock = clockThat(cleanup)
        const browser = new MembersBrowser(client)
        await browser.enter()
        const all = Array.from({ length: tabs }, () => browser.copy())
        await Promise.all(all.map((tab) => tab.refresh()))
        browser.cookies = all[last].cookies
        for (const minutes of [15, 30]) {
          clock.isAt({ minutes })
          const response = await browser.refresh()
          response.assertStatus(200)
        }
      })
    }
  }

  test('keeps the session, moves its expiry and renews both cookies', async ({
    assert,
    client,
    cleanup,
  }) => {
    const browser = new MembersBrowser(client)
    await browser.enter()
    const [before] = await MemberSession.all()
    const cookies = { ...browser.cookies }
    clockThat(cleanup).isAt({ days: 6 })
    const response = await browser.refresh({ without: ['authorization'] })

    response.assertStatus(200)
    assert.properties(response.body().payload, ['id', 'username', 'role', 'accessToken'])
    assert.lengthOf(setCookiesOf(response), 2)
    const [after] = await MemberSession.all()
    assert.equal(after.id, before.id)
    assert.closeTo(after.expiresAt.diff(before.expiresAt).as('days'), 6, 0.01)
    for (const name of ['refreshToken', 'csrf-token'])
      assert.notEqual(browser.cookies[name], cookies[name])
  })

  test('refuses a token after seven days', async ({ client, cleanup }) => {
    const browser = new MembersBrowser(client)
    await browser.enter()
    clockThat(cleanup).isAt({ days: 7, seconds: 1 })
    const response = await browser.refresh()
    response.assertStatus(401)
    response.assertBodyContains({ errorPayload: { code: 'EXPIRED_TOKEN' } })
  })

  test('reports a missing token ahead of a missing CSRF header', async ({ client }) => {
    const response = await client.post('/api/v2/auth/refresh')
    response.assertStatus(401)
    response.assertBodyContains({ errorPayload: { code: 'MISSING_REFRESH_TOKEN' } })
  })

  test('refuses a token that was not issued here', async ({ client }) => {
    const browser = new MembersBrowser(client)
    await browser.enter()
    browser.cookies.refreshToken = browser.accessToken!
    const response = await browser.refresh()
    response.assertStatus(401)
    response.assertBodyContains({ errorPayload: { code: 'INVALID_TOKEN' } })
  })

  test('does not touch the tokens if the CSRF check fails', async ({ assert, client }) => {
    const browser = new MembersBrowser(client)
    await browser.enter()
    const response = await browser.refresh({ without: ['x-csrf-token'] })
    response.assertStatus(403)
    const tokens = await RefreshToken.all()
    assert.lengthOf(tokens, 1)
    assert.isNull(tokens[0].usedAt)
  })
})
