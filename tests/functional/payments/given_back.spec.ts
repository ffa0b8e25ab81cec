import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { consoleActor } from '#app/platform/audit/actor'
import RequestRefund, { type WantedRefund } from '#app/payments/actions/request_refund'
import type { GatewayPayment } from '#app/payments/gateways/gateway_entities'
import type Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import { enrollmentsOf } from '#tests/helpers/learning'
import { aGatewayDispute, aGatewayPayment, aPurchase, see } from '#tests/helpers/ledger'
import { type default as MemoryGateway, useMemoryGateway } from '#tests/helpers/memory_gateway'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

let gateway: MemoryGateway

async function pay(order: Order): Promise<GatewayPayment> {
  const payment = aGatewayPayment(order)
  gateway.payments.set(payment.id, payment)
  await see({ payments: [payment] })
  await workOutbox()
  return payment
}

async function refund(order: Order, wanted: Partial<WantedRefund> = {}): Promise<Refund> {
  const requestRefund = await app.container.make(RequestRefund)
  const reason = 'The learner asked for it.'
  return requestRefund.handle({ actor: consoleActor(), orderId: order.id, reason, ...wanted })
}

test.group('An order of which money was given back', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    const { gateway: memory, restore } = useMemoryGateway()
    gateway = memory
    return restore
  })

  test('still gives the course after its second payment was refunded', async ({ assert }) => {
    const { learner, course, order: first } = await aPurchase()
    await pay(first)
    await pay(first)
    const { order: second } = await aPurchase({ learner, course })
    await pay(second)

    const refunds = await Refund.query().orderBy('id')
    assert.sameMembers(
      refunds.map(({ cause }) => cause),
      ['second_payment', 'duplicate_purchase']
    )
    await second.refresh()
    assert.equal(second.state, 'refunded')
    assert.lengthOf(await enrollmentsOf(learner), 1)
  })

  test('ends the access unless the refund that completes the sum keeps it', async ({ assert }) => {
    const { learner, order } = await aPurchase()
    await pay(order)

    await refund(order, { amountInPaise: 10_000, keepsEnrollment: true })
    assert.lengthOf(await enrollmentsOf(learner), 1)
    await refund(order)
    assert.isEmpty(await enrollmentsOf(learner))
  })

  test('has no more to refund than a lost dispute has left', async ({ assert }) => {
    const { order } = await aPurchase()
    const payment = await pay(order)
    const lost = { status: 'lost', amount_deducted: 40_000 } as const
    await see({ dispute: aGatewayDispute(payment, lost) })

    await assert.rejects(() => refund(order, { amountInPaise: 10_000 }), /Only ₹99\.00/)
    const made = await refund(order)
    assert.equal(Number(made.amountInPaise), 9_900)
  })
})
