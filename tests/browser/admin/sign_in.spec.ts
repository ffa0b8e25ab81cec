/// <reference lib="dom" />
import { test } from '@japa/runner'
import DashboardSession from '#app/accounts/models/dashboard_session'
import { actionsAbout } from '#tests/helpers/audit'
import { codeOfApp, ORIGIN } from '#tests/helpers/dashboard'
import {
  aPageSignedInAs,
  barriersOf,
  complaintsOf,
  typeCredentials,
} from '#tests/helpers/dashboard_browser'
import { anAdministrator, aSuperAdministrator, PASSWORD } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

test.group('Signing in, in a browser', (group) => {
  group.each.setup(emptyStores)

  test('sets up a second factor and signs in with it by keyboard only', async ({
    assert,
    browser,
  }) => {
    const user = await aSuperAdministrator()
    const context = await browser.newContext()
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    await page.goto(`${ORIGIN}/admin/sign-in`)
    assert.deepEqual(await barriersOf(page), [])
    await page.keyboard.type(user.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${ORIGIN}/admin`)

    await page.getByRole('link', { name: 'Set up two-factor authentication' }).click()
    const key = await page.locator('code').innerText()
    const secret = key.replace(/\s/g, '')
    await page.getByLabel('Code').fill(codeOfApp(secret, -1))
    await page.getByLabel('Code').press('Enter')
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor()
    assert.deepEqual(await barriersOf(page), [])
    const codes = await page.locator('#recovery-codes li').allInnerTexts()
    assert.lengthOf(codes, 10)

    await page.getByLabel(/^Account of/).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You have signed out.').waitFor()
    await typeCredentials(page, user)
    await page.getByRole('heading', { name: 'One more step' }).waitFor()
    assert.deepEqual(await barriersOf(page), [])
    await page.keyboard.type('000000 ')
    await page.keyboard.press('Enter')
    await page.getByText('That code isn’t valid').waitFor()
    await page.getByLabel('Code').fill(codeOfApp(secret))
    await page.getByLabel('Code').press('Enter')
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    assert.deepEqual(complaints, [])
    assert.deepEqual(await actionsAbout(user.id), [
      'session.opened',
      'account.second_factor_added',
      'session.ended',
      'session.opened',
    ])
    await context.close()
  })

  test('replaces the page within its layout, and leads to sign-in and back after a lost session', async ({
    assert,
    browserContext,
  }) => {
    const user = await anAdministrator()
    const page = await aPageSignedInAs(user, browserContext)
    await page.evaluate(() => document.body.setAttribute('data-same', 'yes'))
    await page.getByRole('link', { name: 'Audit', exact: true }).click()
    await page.getByRole('heading', { name: 'Audit' }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/admin/audit')
    assert.equal(await page.title(), 'Audit · Theta')
    assert.equal(await page.locator('body').getAttribute('data-same'), 'yes')
    assert.equal(await page.locator('#navigation [aria-current=page]').innerText(), 'Audit')
    await page.getByLabel('By', { exact: true }).fill('nobody at all')
    await page.getByText('No entries match these filters').waitFor()
    await page.waitForURL(/person=nobody/)
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await page.locator('tbody').getByText('Signed in to the dashboard').first().waitFor()
    await page.goBack()
    await page.getByText('No entries match these filters').waitFor()

    await DashboardSession.query().delete()
    await page.getByRole('link', { name: 'Overview' }).click()
    await page.getByRole('heading', { name: 'Sign in to the dashboard' }).waitFor()
    await typeCredentials(page, user)
    await page.waitForURL(`${ORIGIN}/admin`)
  })

  test('shows an error next to its field, which gets the focus, and keeps the theme', async ({
    assert,
    browserContext,
  }) => {
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.goto(`${ORIGIN}/admin/account`)
    await page.getByLabel('Current password', { exact: true }).fill('wrong one')
    await page.getByLabel('New password', { exact: true }).fill('a better passphrase')
    await page.getByLabel('New password', { exact: true }).press('Enter')
    await page.getByText('This is not your current password.').waitFor()
    await page.waitForFunction(() => document.activeElement?.id === 'field-currentPassword')
    assert.equal(await page.getByLabel('New password', { exact: true }).inputValue(), '')

    await page.getByLabel('Theme').click()
    await page.getByRole('button', { name: 'Dark' }).click()
    await page.reload()
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
  })

  test('works without scripts', async ({ assert, browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await aPageSignedInAs(await anAdministrator(), context)
    await page.getByRole('link', { name: 'Audit', exact: true }).click()
    await page.getByLabel('By', { exact: true }).fill('nobody at all')
    await page.getByRole('button', { name: 'Filter' }).click()
    assert.include(await page.content(), 'No entries match these filters')
    await page.getByLabel(/^Account of/).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    assert.include(await page.content(), 'You have signed out.')
    await context.close()
  })
})
