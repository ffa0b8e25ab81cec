import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { decodeJwt } from 'jose'
import AuditEntry from '#app/platform/audit/audit_entry'
import MemberSession from '#app/members/models/member_session'
import RefreshToken from '#app/members/models/refresh_token'
import MembersBrowser, { clockThat, setCookiesOf } from '#tests/helpers/members_browser'
import { CASES, sideBySide, type Step } from '#tests/helpers/rotation_cases'
import { emptyStores } from '#tests/helpers/stores'

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

  for (const [title, steps] of [...Object.entries(CASES), ...sideBySide(2), ...sideBySide(3)]) {
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
