import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { Secret } from '@adonisjs/core/helpers'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import RazorpayGateway from '#app/payments/gateways/razorpay_gateway'
import { aCourse } from '#tests/helpers/catalog'
import { ace } from '#tests/helpers/console'
import { anOrder, paymentsOf } from '#tests/helpers/payments'
import { aLearner, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const COMMAND = 'payments:sandbox-pay'

test.group('Paying a sandbox order from the console', (group) => {
  group.each.setup(emptyStores)

  test('prints a request that the server accepts as a payment', async ({ client, assert }) => {
    const [learner, course] = [await aLearner(), await aCourse()]
    const order = await anOrder(learner, course)

    const { code, stdout } = await ace([COMMAND, order])

    assert.equal(code, 0)
    const payment = JSON.parse(stdout)
    assert.equal(payment.razorpay_order_id, order)
    assert.isEmpty(await paymentsOf(learner))
    const response = await client
      .post(`/api/verification/${course._id}`)
      .headers(await tokenOf(learner))
      .json(payment)
    response.assertStatus(200)
    assert.lengthOf(await paymentsOf(learner), 1)
  })

  test('refuses an unknown order', async ({ assert }) => {
    const { code, stdout, stderr } = await ace([COMMAND, 'order_NeverMade00000'])
    assert.equal(code, 1)
    assert.equal(stdout, '')
    assert.equal(stderr, 'Order not found: order_NeverMade00000.\n')
  })

  test('refuses when a Razorpay account is configured', async ({ assert, cleanup }) => {
    const order = await anOrder(await aLearner(), await aCourse())
    const account = { keyId: 'rzp_live_1', keySecret: new Secret('secret'), timeoutInMs: 1000 }
    app.container.swap(PaymentGateway, () => new RazorpayGateway(account))
    cleanup(() => app.container.restore(PaymentGateway))

    const { code, stdout, stderr } = await ace([COMMAND, order])

    assert.equal(code, 1)
    assert.equal(stdout, '')
    assert.include(stderr, 'A Razorpay account is configured')
  })
})
