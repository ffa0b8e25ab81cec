/// <reference lib="dom" />
import { test } from '@japa/runner'
import Order from '#app/payments/models/order'
import { aCourse } from '#tests/helpers/catalog'
import { ORIGIN } from '#tests/helpers/dashboard'
import { aPageSignedInAs } from '#tests/helpers/dashboard_browser'
import { anOrder } from '#tests/helpers/payments'
import { aLearner, anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

test.group('Filters in a browser', (group) => {
  group.each.setup(emptyStores)

  test('are folded on phones, and stay open while a list is filtered', async ({
    assert,
    browser,
  }) => {
    await aLearner({ name: 'Asha Rao' })
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const page = await aPageSignedInAs(await anAdministrator(), context)
    await page.goto(`${ORIGIN}/admin/people`)
    const role = page.getByLabel('Role')
    const toggle = page.getByRole('button', { name: 'Filters' })
    assert.isTrue(await page.getByLabel('Name or email').isVisible())
    assert.isFalse(await role.isVisible())
    const row = await page.locator('tbody tr').first().boundingBox()
    assert.isBelow(row!.y, 420, 'the list begins in the upper half')

    await toggle.click()
    assert.equal(await toggle.getAttribute('aria-expanded'), 'true')
    await role.selectOption('Learner')
    await page.waitForURL(/role=learner/)
    await page.getByRole('button', { name: 'Filters 1 active' }).waitFor()
    await role.waitFor()

    await page.goto(`${ORIGIN}/admin/people?role=learner`)
    assert.isFalse(await role.isVisible())
    await page.setViewportSize({ width: 1024, height: 844 })
    assert.isTrue(await role.isVisible())
    assert.isFalse(await toggle.isVisible())
    await context.close()
  })

  test('are open without scripts', async ({ assert, browser }) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const signedIn = await aPageSignedInAs(await anAdministrator(), context)
    const storageState = await signedIn.context().storageState()
    const plain = await browser.newContext({
      viewport: { width: 390, height: 844 },
      javaScriptEnabled: false,
      storageState,
    })
    const page = await plain.newPage()
    await page.goto(`${ORIGIN}/admin/people`)
    assert.isTrue(await page.getByLabel('Role').isVisible())
    assert.isFalse(await page.getByRole('button', { name: 'Filters' }).isVisible())
    await plain.close()
    await context.close()
  })
})

test.group('Ids in a browser', (group) => {
  group.each.setup(emptyStores)

  test('are copied by their button, which says so', async ({ assert, browserContext }) => {
    await browserContext.grantPermissions(['clipboard-read', 'clipboard-write'])
    const gatewayOrderId = await anOrder(await aLearner(), await aCourse())
    const { id } = await Order.findByOrFail({ gatewayOrderId })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)
    await page.goto(`${ORIGIN}/admin/payments/orders/${id}`)

    await page.getByRole('button', { name: 'Copy the order’s ID' }).click()

    await page.locator('#toasts').getByText('Copied.').waitFor()
    const text = await page.evaluate(() => navigator.clipboard.readText())
    assert.equal(text, gatewayOrderId)
  })
})
