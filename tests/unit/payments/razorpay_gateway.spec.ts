import { createHmac } from 'node:crypto'
import { test } from '@japa/runner'
import { Secret } from '@adonisjs/core/helpers'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import RazorpayGateway from '#app/payments/gateways/razorpay_gateway'
import { ANSWERS, anOrdersApi } from '#tests/fakes/orders_api'

const KEY_SECRET = 'a secret that nobody may read'

const REQUEST = {
  amountInPaise: 49_900,
  currency: 'INR',
  receipt: 'receipt-1',
  notes: { course: 'c', user: 'u' },
}

const gatewayAt = (baseUrl: string) =>
  new RazorpayGateway({
    keyId: 'rzp_test_1',
    keySecret: new Secret(KEY_SECRET),
    baseUrl,
    timeoutInMs: 300,
  })

/** The error of a call that is expected to fail. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (error: unknown) => error
  )
}

test.group('Razorpay gateway', () => {
  test('orders at the Orders API and returns its response unchanged', async ({
    assert,
    cleanup,
  }) => {
    const api = await anOrdersApi()
    cleanup(() => api.close())

    const order = await gatewayAt(api.url).createOrder(REQUEST)

    assert.deepEqual(order, {
      id: 'order_RB58MiP5SPFYyM',
      entity: 'order',
      amount: 49_900,
      amount_paid: 0,
      amount_due: 49_900,
      currency: 'INR',
      receipt: 'receipt-1',
      offer_id: null,
      status: 'created',
      attempts: 0,
      notes: { course: 'c', user: 'u' },
      created_at: 1_756_455_561,
    })
    assert.lengthOf(api.requests, 1)
    const [{ method, path, authorization, body }] = api.requests
    assert.deepEqual([method, path], ['POST', '/v1/orders'])
    const credentials = Buffer.from(`rzp_test_1:${KEY_SECRET}`).toString('base64')
    assert.equal(authorization, `Basic ${credentials}`)
    assert.containsSubset(body, {
      amount: 49_900,
      currency: 'INR',
      receipt: 'receipt-1',
      notes: { course: 'c', user: 'u' },
    })
  })

  test('is unavailable when the Orders API answers: {$self}')
    .with([
      'badRequest',
      'failure',
      'webPage',
      'otherAmount',
      'noId',
      'nothing',
      'redirect',
      'hang',
      'slow',
    ] as const)
    .run(async ({ assert, cleanup }, behaviour) => {
      const api = await anOrdersApi(ANSWERS[behaviour])
      cleanup(() => api.close())

      const error = await failureOf(gatewayAt(api.url).createOrder(REQUEST))

      assert.instanceOf(error, GatewayUnavailable)
      assert.equal((error as GatewayUnavailable).status, 502)
      assert.lengthOf(api.requests, 1)
    })

  test('lists payments that are authorized, but not captured', async ({ assert, cleanup }) => {
    const api = await anOrdersApi(ANSWERS.payments)
    cleanup(() => api.close())
    const now = Math.floor(Date.now() / 1000)

    assert.deepEqual(await gatewayAt(api.url).listUncaptured(), ['pay_2'])
    const [{ path }] = api.requests
    const query = new URL(path, api.url).searchParams
    assert.closeTo(Number(query.get('from')), now - 3 * 24 * 60 * 60, 5)
    assert.closeTo(Number(query.get('to')), now - 60 * 60, 5)
    assert.equal(query.get('count'), '100')
  })

  test('is unavailable when nothing listens, and logs no secret', async ({ assert }) => {
    const api = await anOrdersApi()
    await api.close()

    const error = (await failureOf(gatewayAt(api.url).createOrder(REQUEST))) as GatewayUnavailable

    assert.instanceOf(error, GatewayUnavailable)
    assert.include(String(error.cause), 'ECONNREFUSED')
    const everything = JSON.stringify([error, error.message, String(error.cause)])
    assert.notInclude(everything, KEY_SECRET)
    assert.notInclude(everything, 'Basic')
  })

  test('reports how long it has waited', async ({ assert, cleanup }) => {
    const api = await anOrdersApi(ANSWERS.hang)
    cleanup(() => api.close())

    const error = (await failureOf(gatewayAt(api.url).createOrder(REQUEST))) as GatewayUnavailable

    assert.include(String(error.cause), 'no answer within 300 ms')
  })

  test('tells genuine payments from forged ones', ({ assert }) => {
    const gateway = gatewayAt('http://127.0.0.1:1')
    const payment = { orderId: 'order_1', paymentId: 'pay_1' }
    const signature = createHmac('sha256', KEY_SECRET).update('order_1|pay_1').digest('hex')

    assert.isTrue(gateway.isGenuine({ ...payment, signature }))
    assert.isFalse(gateway.isGenuine({ ...payment, paymentId: 'pay_2', signature }))
    assert.isFalse(gateway.isGenuine({ ...payment, orderId: 'order_2', signature }))
    for (const wrong of [
      '',
      'x',
      signature.slice(1),
      `${signature}0`,
      signature.toUpperCase(),
      '₹',
    ])
      assert.isFalse(gateway.isGenuine({ ...payment, signature: wrong }))
  })
})
