import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { dataDir } from '#config/app'
import { linesWithSecrets } from '#tests/helpers/logged_secrets'
import { MEMBER_PASSWORD } from '#tests/helpers/members'
import MembersBrowser, { logOfRun } from '#tests/helpers/members_browser'
import { aTemporaryFolder } from '#tests/helpers/processes'
import { emptyStores } from '#tests/helpers/stores'
import { eventually } from '#tests/helpers/eventually'

test.group('The log of the message board', (group) => {
  group.each.setup(emptyStores)

  test('contains no password, token or secret', async ({ assert, client }) => {
    const browser = new MembersBrowser(client)
    const secrets = new Set<string>([MEMBER_PASSWORD, 'Wrong-secret1@'])
    const remember = () =>
      [browser.accessToken!, ...Object.values(browser.cookies)].forEach((one) => secrets.add(one))

    await browser.register()
    remember()
    await browser.login('asha', 'Wrong-secret1@')
    await browser.login('asha')
    remember()
    const used = browser.copy()
    await browser.refresh()
    remember()
    await browser.call('patch', '/users/role', { json: { secretKey: 'Wrong-secret1@' } })
    await browser.call('patch', '/users/reset-password', {
      json: { oldPassword: 'Wrong-secret1@', newPassword: MEMBER_PASSWORD },
    })
    await used.refresh({ without: ['x-csrf-token'] })
    await client.get(`/api/v2/events?accessToken=${browser.accessToken}x`)
    const marker = `/api/v2/auth/none-${Date.now()}`
    await client.get(marker)
    await eventually(async () => {
      const lines = await logOfRun()
      return lines.includes(marker)
    })

    const log = await logOfRun()
    assert.isEmpty(await linesWithSecrets(join(dataDir, 'theta.log'), secrets))
    assert.isAbove(secrets.size, 8)
    for (const secret of secrets) assert.isFalse(log.includes(secret))
  })

  test('is searched for tokens and secrets after the suite', async ({
    assert,
    client,
    cleanup,
  }) => {
    const [folder, remove] = await aTemporaryFolder()
    cleanup(remove)
    const browser = new MembersBrowser(client)
    await browser.enter()
    const file = join(folder, 'log')
    const secret = 'Only-in-this-line1@'
    const bad = [browser.accessToken!, ...Object.values(browser.cookies), secret]
    await writeFile(file, [...bad, 'a harmless line', 'x.y.z'].join('\n'))
    assert.deepEqual(await linesWithSecrets(file, new Set([secret])), bad)
  })
})
