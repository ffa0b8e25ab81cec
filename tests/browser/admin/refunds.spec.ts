/// <reference lib="dom" />
import { test } from '@japa/runner'
import Enrollment from '#app/accounts/models/enrollment'
import Refund from '#app/payments/models/refund'
import { aCourse } from '#tests/helpers/catalog'
import { ORIGIN } from '#tests/helpers/dashboard'
import { aPageSignedInAs, barriersOf } from '#tests/helpers/dashboard_browser'
import { aGatewayPayment, aPurchase, see } from '#tests/helpers/ledger'
import { useMemoryGateway } from '#tests/helpers/memory_gateway'
import { aLearner, anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

test.group('Refunds in a browser', (group) => {
  group.each.setup(emptyStores)

  test('finds a payment by its id, says what a refund causes, and makes it', async ({
    assert,
    browserContext,
    cleanup,
  }) => {
    const { gateway, restore } = useMemoryGateway()
    cleanup(restore)
    const learner = await aLearner({ name: 'Asha Rao' })
    const course = await aCourse({ title: 'Knots that hold', price: 499 })
    const { order } = await aPurchase({ learner, course })
    const payment = aGatewayPayment(order)
    gateway.payments.set(payment.id, payment)
    await see({ payments: [payment] })
    const page = await aPageSignedInAs(await anAdministrator(), browserContext)

    await page.keyboard.press('Control+k')
    await page.keyboard.type(payment.id)
    await page
      .locator('#search-results')
      .getByRole('option', { name: /^Asha Rao/ })
      .click()
    await page.waitForURL(`${ORIGIN}/admin/payments/orders/${order.id}`)
    await page.getByRole('button', { name: 'Refund', exact: true }).click()

    const dialog = page.getByRole('dialog')
    const consequence = (text: string) => dialog.getByText(text).isVisible()
    await dialog.getByText('loses').waitFor()
    await page.waitForFunction(() => {
      const { opacity } = getComputedStyle(document.querySelector('dialog[open]')!)
      return (
        opacity === '1' && document.getAnimations().every((one) => one.playState === 'finished')
      )
    })
    assert.deepEqual(await barriersOf(page), [])
    await dialog.getByLabel('Amount').fill('100')
    assert.isFalse(await consequence('loses'))
    assert.isTrue(await consequence('A partial refund doesn’t'))
    await dialog.getByLabel('Amount').fill('')
    await dialog.getByLabel('Let the learner keep').check()
    assert.isFalse(await consequence('loses'))
    assert.isTrue(await consequence('The learner keeps the course.'))
    await dialog.getByLabel('Let the learner keep').uncheck()
    assert.isTrue(await consequence('loses'))

    await dialog.getByLabel('Reason').fill('Asked for it')
    await dialog.getByRole('button', { name: 'Refund' }).click()
    await page.getByText('A refund of ₹499 was made.').waitFor()
    await page.getByText('Access ended').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Refund', exact: true }).count(), 0)
    const refunds = await Refund.query().where({ orderId: order.id })
    assert.deepEqual(
      refunds.map(({ amountInPaise, reason }) => [Number(amountInPaise), reason]),
      [[499_00, 'Asked for it']]
    )
    assert.isNull(await Enrollment.findBy({ userId: learner.id }))
  })
})
