/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import app from '@adonisjs/core/services/app'
import { DateTime } from 'luxon'
import env from '#start/env'
import CheckDueOrders from '#app/payments/actions/check_due_orders'
import CallPace from '#app/payments/gateways/call_pace'
import SandboxAccount from '#app/payments/sandbox/sandbox_account'
import SandboxWebhooks from '#app/payments/sandbox/sandbox_webhooks'
import { sqlTime } from '#app/platform/sql/time'
import Order from '#app/payments/models/order'
import { aCourse } from '#tests/helpers/catalog'
import { enrollmentsOf } from '#tests/helpers/learning'
import { aLearner, PASSWORD } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const ORIGIN = `http://${env.get('HOST')}:${env.get('PORT')}`

/** Signs in to the shop and opens the checkout of its only course. */
async function openCheckout(page: Page, email: string) {
  await page.goto(`${ORIGIN}/sandbox/razorpay/shop`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Buy' }).click()
  return page.frameLocator('iframe')
}

test.group('Shop of the sandbox', (group) => {
  group.each.setup(emptyStores)

  test('sells a course, also after the bank has declined', async ({ browserContext, assert }) => {
    const [learner, course] = [await aLearner(), await aCourse({ price: 499, title: 'Weaving' })]
    const page = await browserContext.newPage()
    const errors: string[] = []
    page.on('pageerror', ({ message }) => errors.push(message))

    const checkout = await openCheckout(page, learner.email)
    await checkout.getByText('₹499.00').waitFor()
    await checkout.getByRole('button', { name: 'Let the bank decline' }).click()
    await checkout.getByText('declined').waitFor()
    await checkout.getByRole('button', { name: 'Pay', exact: true }).click()
    await page.getByText('Your payment is verified').waitFor()

    await page.getByText('Weaving · ₹499.00 (yours)').waitFor()
    assert.deepEqual(await enrollmentsOf(learner), [String(course._id)])
    assert.isEmpty(errors)
  })

  test('leaves an order unpaid when the checkout is closed', async ({ browserContext, assert }) => {
    const learner = await aLearner()
    await aCourse()
    const page = await browserContext.newPage()

    const checkout = await openCheckout(page, learner.email)
    await checkout.getByRole('button', { name: 'Close without paying' }).click()
    await page.locator('iframe').waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Buy' }).waitFor()
    assert.isEmpty(await enrollmentsOf(learner))
  })

  test('shows a course that was paid before the browser closed, after the next check', async ({
    browserContext,
    assert,
    cleanup,
  }) => {
    app.container.swap(CallPace, () => new CallPace(0))
    cleanup(() => app.container.restore(CallPace))
    const learner = await aLearner()
    await aCourse({ title: 'Weaving' })
    const page = await browserContext.newPage()

    const checkout = await openCheckout(page, learner.email)
    await checkout.getByRole('button', { name: 'Pay, but don’t notify' }).click()
    await checkout.getByText('The shop wasn’t notified').waitFor()
    await page.goto('about:blank')
    assert.isEmpty(await enrollmentsOf(learner))

    await Order.query().update({ nextCheckAt: sqlTime(DateTime.utc()) })
    const check = await app.container.make(CheckDueOrders)
    await check.handle()
    await workOutbox()
    await page.goto(`${ORIGIN}/sandbox/razorpay/shop`)
    await page.getByText('(yours)').waitFor()
  })

  test('shows such a course at once when the webhook arrives', async ({
    browserContext,
    assert,
    cleanup,
  }) => {
    const webhooks = new SandboxWebhooks({ url: `${ORIGIN}/api/webhooks/razorpay` })
    const account = await app.container.make(SandboxAccount)
    const stop = account.onEvent((event) => webhooks.send(event))
    cleanup(stop)
    const learner = await aLearner()
    await aCourse({ title: 'Weaving' })
    const page = await browserContext.newPage()

    const checkout = await openCheckout(page, learner.email)
    await checkout.getByRole('button', { name: 'Pay, but don’t notify' }).click()
    await checkout.getByText('The shop wasn’t notified').waitFor()
    await webhooks.settled()
    await workOutbox()
    await checkout.getByRole('button', { name: 'Close' }).click()

    await page.getByText('(yours)').waitFor()
    assert.lengthOf(await enrollmentsOf(learner), 1)
  })
})
