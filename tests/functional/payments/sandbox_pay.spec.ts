import { test } from '@japa/runner'
import { aCourse } from '#tests/helpers/catalog'
import { ace } from '#tests/helpers/console'
import { anOrder, paymentsOf } from '#tests/helpers/payments'
import { aLearner, tokenOf } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const COMMAND = 'payments:sandbox-pay'

test.group('Paying a sandbox order from the console', (group) => {
  group.each.setup(emptyStores)

  test('prints what the server then takes for a payment', async ({ client, assert }) => {
    const [learner, course] = [await aLearner(), await aCourse()]
    const order = await anOrder(learner, course)

    const { exitCode, stdout } = await ace([COMMAND, order])

    assert.equal(exitCode, 0)
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
    const { exitCode, stdout, stderr } = await ace([COMMAND, 'order_NeverMade00000'])
    assert.equal(exitCode, 1)
    assert.equal(stdout, '')
    assert.include(stderr, 'There is no order "order_NeverMade00000".')
  })

  test('refuses where a Razorpay account is configured', async ({ assert }) => {
    const order = await anOrder(await aLearner(), await aCourse())
    const keys = { RAZORPAY_KEY_ID: 'rzp_live_1', RAZORPAY_KEY_SECRET: 'secret' }
    const { exitCode, stdout, stderr } = await ace([COMMAND, order], keys)
    assert.equal(exitCode, 1)
    assert.equal(stdout, '')
    assert.include(stderr, 'A Razorpay account is configured')
  })

  test('says what it is for', async ({ assert }) => {
    const { exitCode, stdout } = await ace([COMMAND, '--help'])
    assert.equal(exitCode, 0)
    assert.include(stdout, 'Pay a sandbox order')
    assert.include(stdout, '/api/verification')
  })
})
