import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import { aCourse } from '#tests/helpers/catalog'
import { aPurchase, see } from '#tests/helpers/ledger'
import { aLearner, anAdministrator, tokenOf } from '#tests/helpers/people'
import { useRazorpay } from '#tests/helpers/razorpay'
import { emptyStores, makeJobsDue, workOutbox } from '#tests/helpers/stores'

test.group('Checkout while Razorpay is in trouble', (group) => {
  group.each.setup(emptyStores)

  test('31: answers 502 within 11 seconds and stores nothing when Razorpay answers: {$self}')
    .with([
      'throttled',
      'unauthorized',
      'gatewayError',
      'serverError',
      'html',
      'htmlWith200',
      'reset',
      'afterReset',
      'hang',
      'slow',
      'afterHang',
    ] as const)
    .run(async ({ client, assert, cleanup }, fault) => {
      const razorpay = await useRazorpay(cleanup)
      razorpay.fail(fault)
      const [learner, course] = [await aLearner(), await aCourse()]
      const start = performance.now()

      const response = await client
        .post(`/api/course/checkout/${course._id}`)
        .headers(await tokenOf(learner))

      response.assertStatus(502)
      response.assertBodyContains({ code: 'E_GATEWAY_UNAVAILABLE' })
      assert.isBelow(performance.now() - start, 11_000)
      assert.lengthOf(razorpay.requests, 1)
      assert.isEmpty(await Order.all())
      assert.isEmpty(await db.from('outbox'))
    })

  test('32: returns the order that already has the receipt, if it fits', async ({
    client,
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const { createOrder } = razorpay.account
    razorpay.account.createOrder = (members) => {
      razorpay.account.settings.uniqueReceipts = true
      createOrder.call(razorpay.account, members) // made, but its response was lost on the way
      return createOrder.call(razorpay.account, members)
    }
    const [learner, course] = [await aLearner(), await aCourse()]

    const response = await client
      .post(`/api/course/checkout/${course._id}`)
      .headers(await tokenOf(learner))

    response.assertStatus(201)
    const [only, ...others] = razorpay.account.all('orders')
    assert.isEmpty(others)
    assert.equal(response.body().order.id, only.id)
    const stored = await Order.findByOrFail({ gatewayOrderId: only.id })
    assert.equal(stored.id, only.receipt)
  })

  test('32: answers 502 if the order with the receipt has another amount', async ({
    client,
    assert,
    cleanup,
  }) => {
    const razorpay = await useRazorpay(cleanup)
    const { createOrder } = razorpay.account
    razorpay.account.createOrder = (members) => {
      razorpay.account.settings.uniqueReceipts = true
      createOrder.call(razorpay.account, { ...members, amount: members.amount + 100 })
      return createOrder.call(razorpay.account, members)
    }

    const course = await aCourse()
    const response = await client
      .post(`/api/course/checkout/${course._id}`)
      .headers(await tokenOf(await aLearner()))

    response.assertStatus(502)
    assert.isEmpty(await Order.all())
  })
})

test.group('Refunds while Razorpay is in trouble', (group) => {
  group.each.setup(emptyStores)

  test('26: makes one refund under one key, whatever happens to the first request: {$self}')
    .with([
      'afterHang',
      'afterReset',
      'afterServerError',
      'reset',
      'conflict',
      'throttled',
    ] as const)
    .run(async ({ client, assert, cleanup }, fault) => {
      const razorpay = await useRazorpay(cleanup)
      const { order } = await aPurchase()
      const payment = razorpay.account.pay(order.gatewayOrderId, 'captured')
      await see({ payments: [payment] })
      razorpay.fail(fault, { method: 'POST', path: '/refund', times: 1 })

      const response = await client
        .post(`/api/admin/orders/${order.id}/refunds`)
        .headers(await tokenOf(await anAdministrator()))
        .json({ reason: 'Wrong course' })
      response.assertStatus(202)
      response.assertBodyContains({ refund: { state: 'requested' } })
      await makeJobsDue()
      await workOutbox()

      const made = razorpay.account.all('refunds')
      assert.lengthOf(made, 1)
      const refund = await Refund.findByOrFail({ orderId: order.id })
      assert.deepEqual([refund.state, refund.gatewayRefundId], ['processed', made[0].id])
      const requests = razorpay.requestsTo('POST', '/refund')
      assert.lengthOf(new Set(requests.map(({ body }) => body)), 1)
      for (const { headers } of requests) assert.equal(headers['x-refund-idempotency'], refund.id)
    })
})
