import { test } from '@japa/runner'
import GatewayBusy from '#app/payments/exceptions/gateway_busy'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import OrderRefused from '#app/payments/exceptions/order_refused'
import type { GatewayPayment } from '#app/payments/gateways/gateway_entities'
import type { OrderRequest } from '#app/payments/gateways/payment_gateway'
import type FakeRazorpay from '#tests/fakes/razorpay/fake_razorpay'
import { aRazorpay, gatewayAt } from '#tests/helpers/razorpay'

const REFUND_ID = '65a1b2c3d4e5f60718293a4b'

const ORDER: OrderRequest = {
  amountInPaise: 49_900,
  currency: 'INR',
  receipt: '65a1b2c3d4e5f60718293a4a',
  notes: { course: '65a1b2c3d4e5f60718293a4c', user: '65a1b2c3d4e5f60718293a4d' },
}

/** For calls that are not answered. */
const IMPATIENT = { timeoutInMs: 1_000 }

const REFUND = { amountInPaise: 10_000, refundId: REFUND_ID, speed: 'normal' } as const

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (error: unknown) => error
  )
}

/** An order and its captured payment. */
async function aPaidOrder(razorpay: FakeRazorpay) {
  const order = await gatewayAt(razorpay.url).createOrder(ORDER)
  return { order, payment: razorpay.account.pay(order.id, 'captured') }
}

test.group('Razorpay API', () => {
  test('reads an order, its payments, and a payment', async ({ assert, cleanup }) => {
    const razorpay = await aRazorpay(cleanup)
    const gateway = gatewayAt(razorpay.url)
    const order = await gateway.createOrder(ORDER)
    const failed = razorpay.account.pay(order.id, 'failed')
    const paid = razorpay.account.pay(order.id, 'captured')

    const { status, attempts, amount_paid: amount } = await gateway.fetchOrder(order.id)
    assert.deepEqual([status, attempts, amount], ['paid', 2, 49_900])
    assert.deepEqual(await gateway.listOrderPayments(order.id), [failed, paid])
    const payment = await gateway.fetchPayment(paid.id)
    assert.deepEqual([payment.status, payment.captured, payment.fee], ['captured', true, 1177])
  })

  test('captures an authorized payment once', async ({ assert, cleanup }) => {
    const razorpay = await aRazorpay(cleanup)
    const gateway = gatewayAt(razorpay.url)
    const { id: orderId } = await gateway.createOrder(ORDER)
    const { id: paymentId } = razorpay.account.pay(orderId, 'authorized')
    const request = { paymentId, amountInPaise: 49_900, currency: 'INR' }

    const captured = await gateway.capturePayment(request)
    assert.equal(captured.status, 'captured')
    const error = await errorOf(gateway.capturePayment(request))

    assert.instanceOf(error, GatewayRefused)
    assert.equal((error as GatewayRefused).reason, 'capture_failed')
    assert.deepEqual(await gateway.fetchPayment(paymentId), captured)
  })

  test('refunds in parts, with the refund’s id as receipt and idempotency key', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await aRazorpay(cleanup)
    const gateway = gatewayAt(razorpay.url)
    const { payment } = await aPaidOrder(razorpay)

    const refund = await gateway.refundPayment({ paymentId: payment.id, ...REFUND })

    assert.containsSubset(refund, { amount: 10_000, receipt: REFUND_ID, status: 'processed' })
    const [{ headers, body }] = razorpay.requestsTo('POST', '/refund')
    assert.equal(headers['x-refund-idempotency'], REFUND_ID)
    assert.deepEqual(JSON.parse(body), { amount: 10_000, speed: 'normal', receipt: REFUND_ID })
    assert.deepEqual(await gateway.listPaymentRefunds(payment.id), [refund])
    assert.deepEqual(await gateway.fetchRefund(refund.id), refund)
    const { amount_refunded: refunded, refund_status: status } = await gateway.fetchPayment(
      payment.id
    )
    assert.deepEqual([refunded, status], [10_000, 'partial'])
  })

  test('reads disputes', async ({ assert, cleanup }) => {
    const razorpay = await aRazorpay(cleanup)
    const gateway = gatewayAt(razorpay.url)
    const { payment } = await aPaidOrder(razorpay)
    const { id } = razorpay.account.dispute(payment.id)
    razorpay.account.settleDispute(id, 'lost')

    const dispute = await gateway.fetchDispute(id)

    assert.deepEqual([dispute.status, dispute.amount_deducted], ['lost', 49_900])
    assert.deepEqual(await gateway.listDisputes({ count: 10, skip: 0 }), [dispute])
  })

  test('refuses an unknown id with Razorpay’s words, without asking again', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await aRazorpay(cleanup)
    const gateway = gatewayAt(razorpay.url)
    for (const call of [
      gateway.fetchOrder('order_Unknown0000000'),
      gateway.fetchPayment('pay_Unknown0000000'),
      gateway.fetchRefund('rfnd_Unknown0000000'),
      gateway.fetchDispute('disp_Unknown0000000'),
      gateway.refundPayment({ paymentId: 'pay_Unknown0000000', ...REFUND }),
    ]) {
      const error = await errorOf(call)
      assert.instanceOf(error, GatewayRefused)
      assert.equal((error as GatewayRefused).description, 'The id provided does not exist')
    }
    assert.lengthOf(razorpay.requests, 5)
  })

  test('accepts the previous secrets of checkouts and webhooks', async ({ assert }) => {
    const { Secret } = await import('@adonisjs/core/helpers')
    const gateway = gatewayAt('http://127.0.0.1:1', {
      keySecret: new Secret('new'),
      previousKeySecret: new Secret('sandbox_secret'),
      webhookSecret: new Secret('new'),
      previousWebhookSecret: new Secret('whsec_theta_example'),
    })
    const payment = { orderId: 'order_Qa1Bc2De3Fg4Hi', paymentId: 'pay_Qb1Bc2De3Fg4Hi' }
    const signature = '4bf77e4f75af93983876898672d39c2654bba1938f3ebf2504f5b249041e7362'
    const body = Buffer.from('{"name":"आरव ₹"}')
    const ofBody = '86c6b0c2c12d13198267f89b65801bf204855e682c41670190e829fa79b7d8c4'

    assert.isTrue(gateway.isGenuine({ ...payment, signature }))
    assert.isTrue(gateway.isGenuineWebhook(body, ofBody))
    assert.isFalse(gateway.isGenuineWebhook(body, signature))
    const onlyNew = gatewayAt('http://127.0.0.1:1', { keySecret: new Secret('new') })
    assert.isFalse(onlyNew.isGenuine({ ...payment, signature }))
  })

  test('does not verify webhooks without a secret', ({ assert }) => {
    const gateway = gatewayAt('http://127.0.0.1:1', { webhookSecret: undefined })
    assert.isFalse(gateway.acceptsWebhooks)
    assert.isFalse(gateway.isGenuineWebhook(Buffer.from('{}'), ''))
  })
})

test.group('Razorpay API in trouble', () => {
  test('31: does not know the outcome of an order when the API answers: {$self}')
    .with([
      'throttled',
      'unauthorized',
      'gatewayError',
      'serverError',
      'html',
      'htmlWith200',
      'reset',
      'hang',
      'slow',
      'afterReset',
      'afterHang',
    ] as const)
    .run(async ({ assert, cleanup }, fault) => {
      const razorpay = await aRazorpay(cleanup)
      razorpay.fail(fault)

      const error = await errorOf(gatewayAt(razorpay.url, IMPATIENT).createOrder(ORDER))

      assert.instanceOf(error, GatewayUnavailable)
      assert.equal((error as GatewayUnavailable).status, 502)
      assert.equal(error instanceof GatewayBusy, fault === 'throttled')
      assert.lengthOf(razorpay.requests, 1)
    })

  test('31: gives up on a hanging API within 11 seconds with the settings of production', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await aRazorpay(cleanup)
    razorpay.fail('slow')
    const start = performance.now()

    const error = await errorOf(gatewayAt(razorpay.url, { timeoutInMs: 10_000 }).createOrder(ORDER))

    assert.instanceOf(error, GatewayUnavailable)
    assert.closeTo(performance.now() - start, 10_500, 600)
  })

  test('31: reads three times, with pauses that grow, when the API answers: {$self}')
    .with(['throttled', 'serverError', 'html', 'htmlWith200', 'reset', 'hang'] as const)
    .run(async ({ assert, cleanup }, fault) => {
      const razorpay = await aRazorpay(cleanup)
      const { payment } = await aPaidOrder(razorpay)
      const gateway = gatewayAt(razorpay.url, { backOffInMs: 40, timeoutInMs: 500 })
      razorpay.fail(fault, { times: 2 })
      const start = performance.now()

      assert.deepEqual(await gateway.fetchPayment(payment.id), payment as GatewayPayment)
      assert.isAbove(performance.now() - start, 20 + 40 - 5)
      assert.lengthOf(razorpay.requestsTo('GET', payment.id), 3)

      razorpay.fail(fault)
      assert.instanceOf(await errorOf(gateway.fetchPayment(payment.id)), GatewayUnavailable)
      assert.lengthOf(razorpay.requestsTo('GET', payment.id), 6)
    })

  test('31: never repeats what changes something by itself', async ({ assert, cleanup }) => {
    const razorpay = await aRazorpay(cleanup)
    const gateway = gatewayAt(razorpay.url)
    const { payment } = await aPaidOrder(razorpay)
    razorpay.fail('serverError')
    const capture = { paymentId: payment.id, amountInPaise: 49_900, currency: 'INR' }

    assert.instanceOf(await errorOf(gateway.capturePayment(capture)), GatewayUnavailable)
    const refund = gateway.refundPayment({ paymentId: payment.id, ...REFUND })
    assert.instanceOf(await errorOf(refund), GatewayUnavailable)
    assert.lengthOf(razorpay.requestsTo('POST', payment.id), 2)
  })

  test('26: makes one refund when the first request’s response is lost by: {$self}')
    .with(['afterReset', 'afterHang', 'afterServerError'] as const)
    .run(async ({ assert, cleanup }, fault) => {
      const razorpay = await aRazorpay(cleanup)
      const gateway = gatewayAt(razorpay.url)
      const { payment } = await aPaidOrder(razorpay)
      const request = { paymentId: payment.id, ...REFUND }
      razorpay.fail(fault, { path: '/refund', times: 1 })

      const lost = await errorOf(gatewayAt(razorpay.url, IMPATIENT).refundPayment(request))
      assert.instanceOf(lost, GatewayUnavailable)
      const [made] = await gateway.listPaymentRefunds(payment.id)
      assert.deepEqual(await gateway.refundPayment(request), made)
      assert.lengthOf(await gateway.listPaymentRefunds(payment.id), 1)
      const [first, second] = razorpay.requestsTo('POST', '/refund')
      assert.equal(first.body, second.body)
      assert.equal(first.headers['x-refund-idempotency'], second.headers['x-refund-idempotency'])
    })

  test('26: is busy while the same refund is in progress, and refuses another under its key', async ({
    assert,
    cleanup,
  }) => {
    const razorpay = await aRazorpay(cleanup)
    const gateway = gatewayAt(razorpay.url)
    const { payment } = await aPaidOrder(razorpay)
    const request = { paymentId: payment.id, ...REFUND }

    razorpay.fail('conflict', { path: '/refund', times: 1 })
    assert.instanceOf(await errorOf(gateway.refundPayment(request)), GatewayBusy)
    await gateway.refundPayment(request)
    const other = await errorOf(gateway.refundPayment({ ...request, amountInPaise: 20_000 }))

    assert.instanceOf(other, GatewayRefused)
    assert.include((other as GatewayRefused).description, 'same idempotency key')
  })

  test('32: adopts the order that already has the receipt', async ({ assert, cleanup }) => {
    const razorpay = await aRazorpay(cleanup, { uniqueReceipts: true })
    const gateway = gatewayAt(razorpay.url)
    const order = await gateway.createOrder(ORDER)

    assert.deepEqual(await gateway.createOrder(ORDER), order)
    assert.lengthOf(razorpay.account.all('orders'), 1)
  })

  test('32: does not adopt an order with another {$self}')
    .with(['amount', 'currency', 'receipt'] as const)
    .run(async ({ assert, cleanup }, member) => {
      const razorpay = await aRazorpay(cleanup, { uniqueReceipts: true })
      const gateway = gatewayAt(razorpay.url)
      const order = await gateway.createOrder(ORDER)
      const others = { amount: 49_800, currency: 'USD', receipt: 'another' }
      const answer = { ...order, [member]: others[member] }
      if (member === 'receipt') razorpay.account.find = () => answer as never
      else razorpay.account.put('orders', answer)

      assert.instanceOf(await errorOf(gateway.createOrder(ORDER)), GatewayUnavailable)
    })

  test('32: refuses an order above the highest amount for good', async ({ assert, cleanup }) => {
    const razorpay = await aRazorpay(cleanup, { highestAmountInPaise: 10_000 })
    assert.instanceOf(await errorOf(gatewayAt(razorpay.url).createOrder(ORDER)), OrderRefused)
  })

  test('33: lists 250 payments of one second once each, by whole seconds and pages of 100', async ({
    assert,
    cleanup,
  }) => {
    const now = new Date('2026-11-02T10:00:00.750Z')
    const razorpay = await aRazorpay(cleanup, { now: () => now })
    const gateway = gatewayAt(razorpay.url)
    for (let number = 0; number < 250; number++) {
      const { id } = razorpay.account.createOrder({ amount: 10_000, currency: 'INR' })
      razorpay.account.pay(id, 'captured')
    }
    const span = { from: new Date('2026-11-02T10:00:00.900Z'), to: now }

    const pages = []
    for (const skip of [0, 100, 200])
      pages.push(await gateway.listPayments({ ...span, count: 100, skip }))

    assert.deepEqual(
      pages.map(({ length }) => length),
      [100, 100, 50]
    )
    assert.equal(new Set(pages.flat().map(({ id }) => id)).size, 250)
    for (const { query } of razorpay.requestsTo('GET', '/payments')) {
      assert.equal(query.get('from'), '1793613600')
      assert.equal(query.get('to'), '1793613600')
      assert.notInclude([...query.keys()].join(), 'expand')
    }
  })

  test('33: fails rather than skip an entity that it can’t read', async ({ assert, cleanup }) => {
    const razorpay = await aRazorpay(cleanup)
    const { payment } = await aPaidOrder(razorpay)
    razorpay.account.put('payments', { ...payment, amount: 'many' as never })
    const page = { from: new Date(0), to: new Date(), count: 100, skip: 0 }
    const since2001 = { ...page, from: new Date('2001-01-01') }

    const error = await errorOf(gatewayAt(razorpay.url).listPayments(since2001))
    assert.instanceOf(error, GatewayUnavailable)
    assert.instanceOf(await errorOf(gatewayAt(razorpay.url).listPayments(page)), GatewayRefused)
  })
})
