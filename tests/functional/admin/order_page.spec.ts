import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { razorpayLink } from '#app/admin/payments/razorpay_link'
import { newId } from '#app/platform/ids'
import Enrollment from '#app/accounts/models/enrollment'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import Findings from '#app/payments/ledger/findings'
import type Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import WebhookEvent from '#app/payments/models/webhook_event'
import app from '@adonisjs/core/services/app'
import { aCourse } from '#tests/helpers/catalog'
import { aVisitorSignedInAs, type Visitor } from '#tests/helpers/dashboard'
import {
  aGatewayDispute,
  aGatewayPayment,
  aGatewayRefund,
  aPurchase,
  see,
} from '#tests/helpers/ledger'
import { useMemoryGateway } from '#tests/helpers/memory_gateway'
import { aLearner, anAdministrator } from '#tests/helpers/people'
import { queriesOf } from '#tests/helpers/queries'
import { emptyStores } from '#tests/helpers/stores'

const SCRIPT = '<script>alert(1)</script>'
const MAX_QUERIES = 24

const pageOf = ({ id }: Order) => `/admin/payments/orders/${id}`

/** An order whose payment the gateway has captured. */
async function aPaidPurchase(options: Parameters<typeof aPurchase>[0] = {}) {
  const purchase = await aPurchase(options)
  const payment = aGatewayPayment(purchase.order)
  await see({ payments: [payment] })
  return { ...purchase, payment }
}

/** A paid order that was recorded before there was a ledger. */
async function anImportedOrder() {
  const { learner, course, order } = await aPurchase()
  await order.merge({ state: 'paid', paidAt: DateTime.utc() }).save()
  const buyer = { userId: learner.id, courseId: String(course._id) }
  const money = { amountInPaise: order.amountInPaise, currency: 'INR' }
  await Payment.create({ ...buyer, ...money, orderId: order.id, gatewayPaymentId: 'pay_imported' })
  await Enrollment.create(buyer)
  return order
}

/** The texts of the history, in order. */
function historyIn(html: string): string[] {
  const [, history] = /aria-labelledby="history-heading">([\s\S]*?)<\/section>/.exec(html)!
  return [...history.matchAll(/font-(?:medium|semibold)[^>]*>\s*([^<]+?)\s*</g)].map(
    ([, text]) => text
  )
}

test.group('The page of an order', (group) => {
  let visitor: Visitor
  group.each.setup(async () => {
    await emptyStores()
    visitor = await aVisitorSignedInAs(await anAdministrator({ name: 'Ravi' }))
  })

  test('tells the whole history in order, and escapes it', async ({ assert }) => {
    const learner = await aLearner({ name: SCRIPT })
    const course = await aCourse({ title: SCRIPT, price: 499 })
    const { order, payment } = await aPaidPurchase({ learner, course })
    await see({ refunds: [aGatewayRefund(payment, { amount: 100_00 })] })
    const event = { eventId: 'evt_1', name: 'payment.captured', body: '{}', attempts: 1 } as const
    await WebhookEvent.create({ ...event, state: 'processed', orderId: order.id, accountId: null })

    const { html } = await visitor.get(pageOf(order))
    assert.includeMembers(historyIn(html), [
      'Order created',
      'Payment received',
      'Order paid',
      'Access given',
      'Refund processed',
      'Payment refunded in part',
    ])
    assert.equal(historyIn(html)[1], 'Order created')
    const told = [
      'Webhook payment.captured',
      'Webhook from Razorpay',
      'Partly refunded',
      'Has access',
    ]
    for (const text of told) assert.include(html, text)
    assert.include(html, payment.id)
    assert.include(html, `href="/admin/people/${learner.id}"`)
    assert.include(html, `href="/admin/courses/${course._id}"`)
    assert.notInclude(html, SCRIPT)
  })

  test('shows failed payments, disputes, findings and waiting mails', async ({ assert }) => {
    const { order, payment } = await aPaidPurchase()
    const failed = { status: 'failed', error_description: 'Wrong PIN', error_code: 'BAD' } as const
    await see({ payments: [aGatewayPayment(order, failed)] })
    await see({ dispute: aGatewayDispute(payment) })

    const { html } = await visitor.get(pageOf(order))
    const told = [
      'Wrong PIN',
      'UPI',
      'Payment disputed by the bank',
      'goods or services not received',
      'Payment disputed.',
      'It can be refunded when the dispute has ended',
      'Access email is waiting to be sent',
    ]
    for (const text of told) assert.include(html, text)
    assert.notInclude(html, 'id="refund-')
  })

  test('shows an order of an older Theta, which has no ledger', async ({ assert }) => {
    const order = await anImportedOrder()
    const { html } = await visitor.get(pageOf(order))
    assert.deepEqual(historyIn(html), [
      'History',
      'Order created',
      'Payment received',
      'Access given',
    ])
  })

  test('tells who removed the access, and why there is none', async ({ assert }) => {
    const { learner, course, order } = await aPaidPurchase()
    await visitor.get(`/admin/people/${learner.id}`)
    await visitor.post(`/admin/people/${learner.id}/courses/${course._id}/revoke`)
    const { html } = await visitor.get(pageOf(order))
    for (const text of ['Removed access', 'Ravi', 'No access']) assert.include(html, text)
  })

  test('copies Razorpay’s ids, and links to Razorpay only if it is connected', async ({
    assert,
  }) => {
    const { order, payment } = await aPaidPurchase()
    const { html } = await visitor.get(pageOf(order))
    assert.include(html, `data-copy-text="${order.gatewayOrderId}"`)
    assert.include(html, `data-copy-text="${payment.id}"`)
    assert.notInclude(html, 'dashboard.razorpay.com')
    const link = razorpayLink('payments', 'pay_1', true)
    assert.equal(link?.href, 'https://dashboard.razorpay.com/app/payments/pay_1')
  })

  test('makes a fixed number of queries', async ({ assert }) => {
    const { order, payment } = await aPaidPurchase()
    await visitor.get(pageOf(order))
    const few = await queriesOf(() => visitor.get(pageOf(order)))
    for (const amount of [1_00, 2_00, 3_00])
      await see({ refunds: [aGatewayRefund(payment, { amount })] })
    assert.equal(await queriesOf(() => visitor.get(pageOf(order))), few)
    assert.isAtMost(few, MAX_QUERIES)
  })

  test('is found by each id and by the e-mail address', async ({ assert }) => {
    const { learner, order, payment } = await aPaidPurchase()
    for (const text of [learner.email, order.id, order.gatewayOrderId, payment.id]) {
      const { html } = await visitor.get(`/admin/search?q=${encodeURIComponent(text)}`)
      assert.include(html, `href="${pageOf(order)}"`, text)
    }
    const { status } = await visitor.get(`/admin/payments/orders/${newId()}`)
    assert.equal(status, 404)
  })

  test('leads from a payment to its order', async ({ assert }) => {
    const { order } = await aPaidPurchase()
    await order.load('payment')
    const { location, status } = await visitor.get(`/admin/payments/${order.payment.id}`)
    assert.equal(status, 302)
    assert.equal(location, pageOf(order))
  })

  test('shows findings of an order, open and solved', async ({ assert }) => {
    const { order } = await aPaidPurchase()
    const findings = await app.container.make(Findings)
    const finding = { kind: 'coupon_over_limit', target: { kind: 'order', id: order.id } } as const
    await db.transaction((trx) => findings.open({ ...finding, orderId: order.id }, trx))
    const { html: open } = await visitor.get(pageOf(order))
    assert.include(open, 'Coupon used too often.')
    await db.transaction((trx) => findings.resolve({ ...finding, note: 'Seen' }, trx))
    const { html: solved } = await visitor.get(pageOf(order))
    assert.notInclude(solved, 'Coupon used too often.')
    assert.include(solved, 'Solved: Coupon used too often')
  })

  test('asks Razorpay about an order at an administrator’s request', async ({
    assert,
    cleanup,
  }) => {
    const { gateway, restore } = useMemoryGateway()
    cleanup(restore)
    const { learner, order } = await aPurchase()
    const payment = aGatewayPayment(order)
    gateway.payments.set(payment.id, payment)
    await visitor.get(pageOf(order))

    const { html } = await visitor.follow(await visitor.post(`${pageOf(order)}/check`))
    for (const text of ['Updated from Razorpay', 'Payment received', 'Has access'])
      assert.include(html, text)
    assert.isNotNull(await Enrollment.findBy({ userId: learner.id }))
    const { html: again } = await visitor.follow(await visitor.post(`${pageOf(order)}/check`))
    assert.include(again, 'Razorpay reports no changes')
  })

  test('says on the same page that Razorpay does not answer', async ({ assert, cleanup }) => {
    const { gateway, restore } = useMemoryGateway()
    cleanup(restore)
    gateway.listOrderPayments = async () => {
      throw new GatewayUnavailable()
    }
    const { order } = await aPurchase()
    await visitor.get(pageOf(order))
    const refused = await visitor.post(`${pageOf(order)}/check`)
    assert.equal(refused.location, pageOf(order))
    const { html } = await visitor.follow(refused)
    assert.include(html, 'The payment service is not responding')
  })
})
