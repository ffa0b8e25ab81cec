import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { Secret } from '@adonisjs/core/helpers'
import payments from '#config/payments'
import CourseDocument from '#app/catalog/documents/course'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import RazorpayGateway from '#app/payments/gateways/razorpay_gateway'
import Order from '#app/payments/models/order'
import { ANSWERS, anOrdersApi } from '#tests/fakes/orders_api'
import { aCourse, catalogChanged } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { aLearner, anAdministrator, tokenOf } from '#tests/helpers/people'
import { aSecondServer } from '#tests/helpers/second_server'
import { emptyStores } from '#tests/helpers/stores'

/** Uses Razorpay at this address for the rest of the test. */
function razorpayAt(baseUrl: string) {
  const gateway = new RazorpayGateway({
    keyId: 'rzp_test_1',
    keySecret: new Secret('secret'),
    baseUrl,
    timeoutInMs: 300,
  })
  app.container.swap(PaymentGateway, () => gateway)
}

test.group('Checkout at Razorpay', (group) => {
  group.each.setup(emptyStores)
  group.each.teardown(() => app.container.restore(PaymentGateway))

  test('returns the order as the Orders API returned it', async ({ client, assert, cleanup }) => {
    const api = await anOrdersApi()
    cleanup(() => api.close())
    razorpayAt(api.url)
    const [learner, course] = [await aLearner(), await aCourse({ price: 10 })]

    const response = await client
      .post(`/api/course/checkout/${course._id}`)
      .headers(await tokenOf(learner))

    response.assertStatus(201)
    const [{ body }] = api.requests
    const { order } = response.body()
    assert.containsSubset(order, { id: 'order_RB58MiP5SPFYyM', amount: 1000, currency: 'INR' })
    assert.equal(order.receipt, body.receipt)
    const stored = await Order.findByOrFail({ gatewayOrderId: order.id })
    assert.equal(stored.id, body.receipt)
  })

  test('answers 502 and stores nothing when the gateway answers: {$self}')
    .with(['badRequest', 'failure', 'webPage', 'otherAmount', 'hang', 'slow'] as const)
    .run(async ({ client, assert, cleanup }, behaviour) => {
      const api = await anOrdersApi(ANSWERS[behaviour])
      cleanup(() => api.close())
      razorpayAt(api.url)
      const course = await aCourse()

      const response = await client
        .post(`/api/course/checkout/${course._id}`)
        .headers(await tokenOf(await aLearner()))

      response.assertStatus(502)
      response.assertBodyContains({ code: 'E_GATEWAY_UNAVAILABLE' })
      assert.include(response.body().message, 'try again')
      assert.isEmpty(await Order.all())
    })

  test('answers 409 to an order that no retry can make acceptable, and tells administrators', async ({
    client,
    assert,
    cleanup,
  }) => {
    const api = await anOrdersApi(ANSWERS.tooExpensive)
    cleanup(() => api.close())
    razorpayAt(api.url)
    const course = await aCourse({ title: 'Gold leaf', price: 400_000 })
    const checkout = async () =>
      client.post(`/api/course/checkout/${course._id}`).headers(await tokenOf(await aLearner()))
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const overview = async () => {
      const { html } = await visitor.get('/admin')
      return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    }

    for (const response of [await checkout(), await checkout()]) {
      response.assertStatus(409)
      response.assertBodyContains({ code: 'E_ORDER_REFUSED' })
      assert.match(response.body().message, /can’t be bought right now/)
      assert.notInclude(response.body().message, 'try again')
    }
    assert.isEmpty(await Order.all())
    const problem = '“Gold leaf” can’t be bought'
    assert.include(await overview(), problem)
    assert.include(await overview(), 'Amount exceeds maximum amount allowed.')

    await CourseDocument.updateOne({ _id: course._id }, { price: 300_000 })
    await catalogChanged()
    assert.notInclude(await overview(), problem)
    await CourseDocument.updateOne({ _id: course._id }, { price: 400_000 })
    await catalogChanged()
    assert.include(await overview(), problem)
    app.container.restore(PaymentGateway)
    const accepted = await checkout()
    accepted.assertStatus(201)
    assert.notInclude(await overview(), problem)
  })

  test('refuses in the sandbox what is above the highest price', async ({ client }) => {
    const course = await aCourse({ price: payments.highestPriceInRupees + 1 })
    const response = await client
      .post(`/api/course/checkout/${course._id}`)
      .headers(await tokenOf(await aLearner()))
    response.assertStatus(409)
  })

  test('is used by a server that has the keys of an account', async ({ assert, cleanup }) => {
    const api = await anOrdersApi()
    cleanup(() => api.close())
    const server = await aSecondServer({
      RAZORPAY_KEY_ID: 'rzp_test_2',
      RAZORPAY_KEY_SECRET: 'another secret',
      RAZORPAY_BASE_URL: api.url,
    })
    cleanup(async () => void (await server.stop()))
    const course = await aCourse()

    const response = await fetch(`${server.url}/api/course/checkout/${course._id}`, {
      method: 'POST',
      headers: await tokenOf(await aLearner()),
    })

    assert.equal(response.status, 201)
    const [{ authorization }] = api.requests
    const credentials = Buffer.from('rzp_test_2:another secret').toString('base64')
    assert.equal(authorization, `Basic ${credentials}`)
  })
})
