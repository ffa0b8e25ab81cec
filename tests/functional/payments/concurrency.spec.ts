import { test } from '@japa/runner'
import Order from '#app/payments/models/order'
import { aCourse } from '#tests/helpers/catalog'
import { enrollmentsOf, progressOf } from '#tests/helpers/learning'
import { aPaymentOf, anOrder, paymentsOf } from '#tests/helpers/payments'
import { aLearner, tokenOf } from '#tests/helpers/people'
import type { AppServer } from '#tests/helpers/processes'
import { aSecondServer } from '#tests/helpers/second_server'
import { emptyStores } from '#tests/helpers/stores'

test.group('Verifying over two processes', (group) => {
  let second: AppServer

  group.setup(async () => {
    await emptyStores()
    second = await aSecondServer()
    return async () => void (await second.stop())
  })

  test('records a payment once that is verified a hundred times at once', async ({
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
})
