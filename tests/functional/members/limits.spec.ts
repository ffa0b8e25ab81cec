import { test } from '@japa/runner'
import type { ApiResponse } from '@japa/api-client'
import env from '#start/env'
import { MEMBER_PASSWORD } from '#tests/helpers/members'
import MembersBrowser from '#tests/helpers/members_browser'
import { emptyStores } from '#tests/helpers/stores'

test.group('Rate limits of the message board', (group) => {
  group.each.setup(emptyStores)
  group.setup(() => env.set('RATE_LIMITS', 'on'))
  group.teardown(() => env.set('RATE_LIMITS', 'off'))

  const LIMITS: Record<string, [number, (browser: MembersBrowser) => Promise<ApiResponse>]> = {
    'sign-in to 10 attempts per address and name': [
      10,
      (browser) => browser.call('post', '/auth/login', { json: { username: 'Asha' } }),
    ],
    'registration to 10 per address': [10, (browser) => browser.register({ firstname: '1' })],
    'the secret to 5 attempts per account': [
      5,
      (browser) => browser.call('patch', '/users/role', { json: { secretKey: 'no' } }),
    ],
    'the password to 5 attempts per account': [
      5,
      (browser) =>
        browser.call('patch', '/users/reset-password', { json: { newPassword: MEMBER_PASSWORD } }),
    ],
    'writing to 30 changes per account': [
      30,
      (browser) => browser.call('patch', '/users', { json: {} }),
    ],
  }

  for (const [title, [attempts, call]] of Object.entries(LIMITS)) {
    test(`restricts ${title}`, async ({ assert, client }) => {
      const browser = new MembersBrowser(client)
      await browser.enter()
      for (let attempt = 1; attempt <= attempts; attempt++) {
        const response = await call(browser)
        assert.notEqual(response.status(), 429, `attempt ${attempt}`)
      }
      const refused = await call(browser)
      refused.assertStatus(429)
      assert.equal(refused.body().errorPayload.code, 'BAD_REQUEST')
      assert.match(refused.header('retry-after')!, /^\d+$/)
    })
  }

  test('counts a name in any case, and each name by itself', async ({ client }) => {
    const browser = new MembersBrowser(client)
    for (let attempt = 1; attempt <= 10; attempt++)
      await browser.call('post', '/auth/login', { json: { username: 'asha' } })
    const refused = await browser.call('post', '/auth/login', { json: { username: 'ASHA' } })
    refused.assertStatus(429)
    const other = await browser.call('post', '/auth/login', { json: { username: 'mira' } })
    other.assertStatus(422)
  })
})
