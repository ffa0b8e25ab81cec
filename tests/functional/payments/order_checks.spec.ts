import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { Duration, type DurationLike } from 'luxon'
import Clock from '#app/platform/clock'
import CheckDueOrders from '#app/payments/actions/check_due_orders'
import CheckRefunds from '#app/payments/actions/check_refunds'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import CallPace from '#app/payments/gateways/call_pace'
import Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'
import { SettableClock } from '#tests/helpers/jobs'
import { enrollmentsOf } from '#tests/helpers/learning'
import { aPurchase, findingsOf, historyOf } from '#tests/helpers/ledger'
import { aPaymentOf, paymentsOf } from '#tests/helpers/payments'
import { tokenOf } from '#tests/helpers/people'
import { useRazorpay } from '#tests/helpers/razorpay'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

let clock: SettableClock

let elapsed: Duration

function later(duration: DurationLike) {
  elapsed = elapsed.plus(duration)
  clock.shift(elapsed)
}

async function checkOrders() {
  const check = await app.container.make(CheckDueOrders)
  return check.handle()
}

test.group('Checks of orders at the gateway', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    clock = new SettableClock()
    elapsed = Duration.fromMillis(0)
    app.container.swap(Clock, () => clock)
    app.container.swap(CallPace, () => new CallPace(0))
  })
  group.each.teardown(() => {
    app.container.restore(Clock)
    app.container.restore(CallPace)
  })

  test('9: open the course of a learner whose browser was closed, without a webhook', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const { learner, course, order } = await aPurchase()
    const { id } = razorpay.account.pay(order.gatewayOrderId, 'captured')

    assert.equal(await checkOrders(), 0)
    later({ minutes: 11 })
    assert.equal(await checkOrders(), 1)
    await workOutbox()

    assert.deepEqual(await enrollmentsOf(learner), [String(course._id)])
    const [payment] = await paymentsOf(learner)
    assert.equal(payment.gatewayPaymentId, id)
    const { state, nextCheckAt, checks } = await Order.findOrFail(order.id)
    assert.deepEqual([state, nextCheckAt, checks], ['paid', null, 1])
    later({ days: 1 })
    assert.equal(await checkOrders(), 0)
  })

  test('14: look at unpaid orders ever less often, and let them expire after 7 days', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const { learner, order } = await aPurchase()
    const ages: number[] = []
    for (let minutes = 0; minutes <= 7 * 24 * 60 + 60; minutes += 5) {
      if ((await checkOrders()) > 0) ages.push(minutes)
      later({ minutes: 5 })
    }

    const expected = [10, 30, 2 * 60, 6 * 60, 24 * 60, 48 * 60, 72 * 60, 5 * 24 * 60, 7 * 24 * 60]
    assert.lengthOf(ages, expected.length)
    for (const [index, age] of ages.entries()) assert.closeTo(age, expected[index], 5)
    const expired = await Order.findOrFail(order.id)
    assert.deepEqual([expired.state, expired.nextCheckAt], ['expired', null])
    assert.deepEqual(await historyOf(order), ['order created → expired'])

    razorpay.account.pay(order.gatewayOrderId, 'captured')
    await Order.query().where('id', order.id).update({ nextCheckAt: expired.createdAt.toSQL() })
    await checkOrders()
    const paid = await Order.findOrFail(order.id)
    assert.equal(paid.state, 'paid')
    assert.lengthOf(await enrollmentsOf(learner), 1)
  }).timeout(120_000)

  test('21: capture once what is still authorized after 10 minutes', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const { learner, order } = await aPurchase()
    const { id } = razorpay.account.pay(order.gatewayOrderId, 'authorized')
    const captures = () => razorpay.requestsTo('POST', '/capture')

    later({ minutes: 11 })
    await checkOrders()
    later({ minutes: 30 })
    await checkOrders()

    assert.lengthOf(captures(), 1)
    assert.deepEqual(JSON.parse(captures()[0].body), { amount: 49_900, currency: 'INR' })
    const payment = await ReportedPayment.findByOrFail({ gatewayPaymentId: id })
    assert.equal(payment.state, 'captured')
    assert.lengthOf(await enrollmentsOf(learner), 1)
  })

  test('21: capture a payment that a callback has signed', async ({ client, assert, cleanup }) => {
    const razorpay = await useRazorpay(cleanup)
    const { learner, course, order } = await aPurchase()
    const { id } = razorpay.account.pay(order.gatewayOrderId, 'authorized')
    const verified = await client
      .post(`/api/verification/${course._id}`)
      .headers(await tokenOf(learner))
      .json(aPaymentOf(order.gatewayOrderId, id))
    verified.assertStatus(200)

    later({ seconds: 60 })
    assert.equal(await checkOrders(), 1)
    assert.isEmpty(razorpay.requestsTo('POST', '/capture'))
    later({ minutes: 10 })
    assert.equal(await checkOrders(), 1)

    assert.lengthOf(razorpay.requestsTo('POST', '/capture'), 1)
    const payment = await ReportedPayment.findByOrFail({ gatewayPaymentId: id })
    assert.equal(payment.state, 'captured')
    const { nextCheckAt } = await Order.findOrFail(order.id)
    assert.isNull(nextCheckAt)
  })

  test('21: count a payment that someone else captured at the same moment', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const { order } = await aPurchase()
    const { id } = razorpay.account.pay(order.gatewayOrderId, 'authorized')
    const capture = razorpay.account.capture.bind(razorpay.account)
    razorpay.account.capture = (paymentId, amount) => {
      if (!razorpay.account.get('payments', paymentId).captured) capture(paymentId)
      return capture(paymentId, amount)
    }

    later({ minutes: 11 })
    await checkOrders()

    assert.lengthOf(razorpay.requestsTo('POST', '/capture'), 1)
    assert.lengthOf(razorpay.requestsTo('GET', id), 1)
    const payment = await ReportedPayment.findByOrFail({ gatewayPaymentId: id })
    assert.equal(payment.state, 'captured')
  })

  test('21: read a payment before they try a second time, when a capture times out', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const { order } = await aPurchase()
    const { id } = razorpay.account.pay(order.gatewayOrderId, 'authorized')
    razorpay.fail('afterHang', { path: '/capture' })

    later({ minutes: 11 })
    await assert.rejects(checkOrders, GatewayUnavailable)
    const interrupted = await ReportedPayment.findByOrFail({ gatewayPaymentId: id })
    assert.equal(interrupted.state, 'authorized')
    await checkOrders()

    assert.lengthOf(razorpay.requestsTo('POST', '/capture'), 1)
    const payment = await ReportedPayment.findByOrFail({ gatewayPaymentId: id })
    assert.equal(payment.state, 'captured')
  })

  test('21: leave a second authorized payment to the gateway, which gives it back', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const { order } = await aPurchase()
    const { account } = razorpay
    const second = account.pay(order.gatewayOrderId, 'authorized')
    account.pay(order.gatewayOrderId, 'captured')

    later({ minutes: 11 })
    await checkOrders()
    account.giveBack(second.id)
    later({ minutes: 30 })
    await checkOrders()

    assert.isEmpty(razorpay.requestsTo('POST', '/capture'))
    const payment = await ReportedPayment.findByOrFail({ gatewayPaymentId: second.id })
    assert.equal(payment.state, 'refunded')
    const { state, nextCheckAt } = await Order.findOrFail(order.id)
    assert.deepEqual([state, nextCheckAt], ['paid', null])
  })

  test('31: stop when the gateway is unavailable, and go on with the same orders', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const purchases = [await aPurchase(), await aPurchase()]
    for (const { order } of purchases) razorpay.account.pay(order.gatewayOrderId, 'captured')
    razorpay.fail('serverError')
    later({ minutes: 11 })

    await assert.rejects(checkOrders, GatewayUnavailable)
    assert.lengthOf(razorpay.requests.slice(2), 3)
    razorpay.recover()

    assert.equal(await checkOrders(), 2)
    for (const { learner } of purchases) assert.lengthOf(await enrollmentsOf(learner), 1)
  })

  test('are not stopped by one order that fails', async ({ assert, cleanup }) => {
    const razorpay = await useRazorpay(cleanup)
    const { account } = razorpay
    const [first, second, third] = [await aPurchase(), await aPurchase(), await aPurchase()]
    const taken = account.pay(first.order.gatewayOrderId, 'captured')
    later({ minutes: 11 })
    await checkOrders()
    await Order.query().where('id', second.order.id).update({ nextCheckAt: clock.now().toSQL() })
    account.put('payments', { ...taken, order_id: second.order.gatewayOrderId })
    await Order.query().where('id', third.order.id).update({ nextCheckAt: clock.now().toSQL() })
    account.pay(third.order.gatewayOrderId, 'captured')
    later({ minutes: 1 })

    await assert.rejects(checkOrders, '1 orders failed')
    assert.lengthOf(await enrollmentsOf(third.learner), 1)
    assert.equal(await checkOrders(), 0)
  })

  test('29: record a refund that was made at the gateway, and send nothing', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const { learner, order } = await aPurchase()
    const { id } = razorpay.account.pay(order.gatewayOrderId, 'captured')
    razorpay.account.refund(id)

    later({ minutes: 11 })
    await checkOrders()

    const refund = await Refund.findByOrFail({ orderId: order.id })
    assert.deepEqual([refund.origin, refund.state], ['gateway', 'processed'])
    const { state } = await Order.findOrFail(order.id)
    assert.equal(state, 'refunded')
    assert.isEmpty(await enrollmentsOf(learner))
    assert.isEmpty(razorpay.requestsTo('POST', '/refund'))
    assert.isEmpty(await findingsOf(order))
  })

  test('29: finish refunds that stay pending, asking every half an hour', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup, { refunds: 'pending' })
    const { order } = await aPurchase()
    const { id } = razorpay.account.pay(order.gatewayOrderId, 'captured')
    const { id: refundId } = razorpay.account.refund(id)
    later({ minutes: 11 })
    await checkOrders()
    const checkRefunds = async () => {
      const check = await app.container.make(CheckRefunds)
      await check.handle()
    }

    await checkRefunds()
    assert.isEmpty(razorpay.requestsTo('GET', '/refunds/'))
    later({ minutes: 31 })
    await checkRefunds()
    await checkRefunds()
    assert.lengthOf(razorpay.requestsTo('GET', '/refunds/'), 1)
    razorpay.account.settleRefund(refundId, 'processed')
    later({ minutes: 31 })
    await checkRefunds()

    const refund = await Refund.findByOrFail({ gatewayRefundId: refundId })
    assert.deepEqual([refund.state, refund.reference], ['processed', '10000000000000'])
  })
})
