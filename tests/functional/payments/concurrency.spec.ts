import { test } from '@japa/runner'
import Order from '#app/payments/models/order'
import { aCourse } from '#tests/helpers/catalog'
import { BACKEND } from '#tests/helpers/forms'
import { enrollmentsOf, progressOf } from '#tests/helpers/learning'
import { aPaymentOf, anOrder, paymentsOf } from '#tests/helpers/payments'
import { aLearner, tokenOf } from '#tests/helpers/people'
import type { AppServer } from '#tests/helpers/processes'
import { aSecondServer } from '#tests/helpers/second_server'
import { emptyStores } from '#tests/helpers/stores'

test.group('Verifying with two processes', (group) => {
  let second: AppServer

  group.setup(async () => {
    await emptyStores()
    second = await aSecondServer()
    return async () => void (await second.stop())
  })

  test('records a payment once when it is verified a hundred times at once', async ({
    client,
    assert,
  }) => {
    const [learner, course] = [await aLearner(), await aCourse()]
    const payment = aPaymentOf(await anOrder(learner, course))
    const headers = await tokenOf(learner)
    const path = `/api/verification/${course._id}`
    const here = async () => {
      const response = await client.post(path).headers(headers).json(payment)
      return response.status()
    }
    const there = async () => {
      const response = await fetch(`${second.url}${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(payment),
      })
      return response.status
    }

    const statuses = await Promise.all(
      Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? here() : there()))
    )

    assert.deepEqual(
      statuses,
      Array.from({ length: 100 }, () => 200)
    )
    assert.lengthOf(await paymentsOf(learner), 1)
    assert.lengthOf(await enrollmentsOf(learner), 1)
    assert.lengthOf(await progressOf(learner), 1)
    assert.lengthOf(await Order.query().whereNotNull('paidAt'), 1)
  })

  test('accepts a thousand at once without a refusal', async ({ assert }) => {
    const orders = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const [learner, course] = [await aLearner(), await aCourse()]
        const payment = aPaymentOf(await anOrder(learner, course))
        const headers = { ...(await tokenOf(learner)), 'content-type': 'application/json' }
        const path = `/api/verification/${course._id}`
        return { path, init: { method: 'POST', headers, body: JSON.stringify(payment) } }
      })
    )
    const answers: Record<number, number> = {}
    await Promise.all(
      Array.from({ length: 1_000 }, async (_, index) => {
        const { path, init } = orders[index % orders.length]
        const response = await fetch((index % 2 ? BACKEND : second.url) + path, init)
        answers[response.status] = (answers[response.status] ?? 0) + 1
      })
    )

    assert.deepEqual(answers, { 200: 1_000 })
    assert.lengthOf(await Order.query().whereNotNull('paidAt'), orders.length + 1)
  })
    .timeout(60_000)
    .tags(['@slow'])
})
