import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import SandboxAccount from '#app/payments/sandbox/sandbox_account'
import { aCourse } from '#tests/helpers/catalog'
import { anOrder, aPaymentOf, paymentsOf } from '#tests/helpers/payments'
import { aLearner, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const CHECKOUT = '/sandbox/razorpay'

test.group('Checkout of the sandbox', (group) => {
  group.each.setup(emptyStores)

  test('serves {$self} to pages of any origin')
    .with(['checkout.js', 'page', 'page.js', 'shop', 'shop.js', 'sandbox.css'])
    .run(async ({ client, assert }, file) => {
      const response = await client.get(`${CHECKOUT}/${file}`)
      response.assertStatus(200)
      response.assertHeader('cross-origin-resource-policy', 'cross-origin')
      assert.include(response.header('content-security-policy'), "default-src 'none'")
      assert.isUndefined(response.header('x-frame-options'))
    })

  test('answers 404 for {$self}')
    .with(['', 'other.js', '__proto__', '../sandbox.css', 'orders', 'orders/a/b'])
    .run(async ({ client }, path) => {
      const response = await client.get(`${CHECKOUT}/${path}`)
      response.assertStatus(404)
    })

  test('pays an order with a signature that the server accepts', async ({ client, assert }) => {
    const [learner, course] = [await aLearner(), await aCourse({ price: 499 })]
    const order = await anOrder(learner, course)
    const shown = await client.get(`${CHECKOUT}/orders/${order}`)
    shown.assertBody({ id: order, amount: 49_900, currency: 'INR', status: 'created' })

    const paid = await client
      .post(`${CHECKOUT}/orders/${order}/payments`)
      .qs({ outcome: 'captured' })

    paid.assertStatus(200)
    const response = await client
      .post(`/api/verification/${course._id}`)
      .headers(await tokenOf(learner))
      .json(paid.body())
    response.assertStatus(200)
    const [{ gatewayPaymentId }] = await paymentsOf(learner)
    assert.equal(gatewayPaymentId, paid.body().razorpay_payment_id)
    const gateway = await app.container.make(PaymentGateway)
    const payment = await gateway.fetchPayment(gatewayPaymentId)
    assert.equal(payment.status, 'captured')
  })

  test('reports a payment that the bank declined, and accepts another try', async ({
    client,
    assert,
  }) => {
    const order = await anOrder(await aLearner(), await aCourse())
    const pay = (outcome: string) =>
      client.post(`${CHECKOUT}/orders/${order}/payments`).qs({ outcome })

    const declined = await pay('failed')
    declined.assertStatus(200)
    assert.equal(declined.body().failed.error.metadata.order_id, order)
    const authorized = await pay('authorized')
    assert.property(authorized.body(), 'razorpay_signature')
    const gateway = await app.container.make(PaymentGateway)
    const payments = await gateway.listOrderPayments(order)
    assert.sameMembers(
      payments.map(({ status }) => status),
      ['failed', 'authorized']
    )
  })

  test('refuses unknown orders, outcomes and paid orders', async ({ client }) => {
    const order = await anOrder(await aLearner(), await aCourse())
    const pay = (id: string, outcome: string) =>
      client.post(`${CHECKOUT}/orders/${id}/payments`).qs({ outcome })

    for (const refused of [await pay('order_none', 'captured'), await pay(order, 'stolen')])
      refused.assertStatus(400)
    const paid = await pay(order, 'captured')
    paid.assertStatus(200)
    const again = await pay(order, 'captured')
    again.assertStatus(400)
    again.assertBodyContains({ error: { reason: 'order_already_paid' } })
  })

  test('knows payments that anyone signed with its public secret', async ({ client, assert }) => {
    const [learner, course] = [await aLearner(), await aCourse()]
    const order = await anOrder(learner, course)
    const payment = aPaymentOf(order)

    const response = await client
      .post(`/api/verification/${course._id}`)
      .headers(await tokenOf(learner))
      .json(payment)

    response.assertStatus(200)
    const account = await app.container.make(SandboxAccount)
    assert.containsSubset(account.get('payments', payment.razorpay_payment_id), {
      status: 'captured',
      order_id: order,
      amount: course.price! * 100,
    })
  })
})
