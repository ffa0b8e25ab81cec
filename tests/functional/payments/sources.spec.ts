import { test } from '@japa/runner'
import fc from 'fast-check'
import app from '@adonisjs/core/services/app'
import OrderRefunded from '#app/payments/exceptions/order_refunded'
import RecordCallback from '#app/payments/ledger/record_callback'
import { ORDER_STATES, PAYMENT_STATES, REFUND_STATES } from '#app/payments/ledger/states'
import LedgerEntry from '#app/payments/models/ledger_entry'
import Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'
import WebhookEvent from '#app/payments/models/webhook_event'
import HandleWebhookEvent from '#app/payments/actions/handle_webhook_event'
import { aCourse } from '#tests/helpers/catalog'
import { failStatements } from '#tests/helpers/failing_statements'
import { enrollmentsOf } from '#tests/helpers/learning'
import {
  aGatewayPayment,
  aGatewayRefund,
  aPurchase,
  type Purchase,
  see,
} from '#tests/helpers/ledger'
import { mails } from '#tests/helpers/mailbox'
import { useMemoryGateway } from '#tests/helpers/memory_gateway'
import { aPaymentOf, paymentsOf } from '#tests/helpers/payments'
import { aLearner, tokenOf } from '#tests/helpers/people'
import { emptyStores, makeJobsDue, workOutbox } from '#tests/helpers/stores'
import { deliver, eventBody } from '#tests/helpers/webhooks'
import type { GatewayPayment } from '#app/payments/gateways/gateway_entities'

async function setUp() {
  await emptyStores()
  const { restore } = useMemoryGateway()
  return restore
}

async function callback({ order }: Purchase, { id }: GatewayPayment) {
  const record = await app.container.make(RecordCallback)
  const { userId, courseId, gatewayOrderId } = order
  const ids = { userId, courseId, gatewayOrderId, gatewayPaymentId: id }
  return record.handle({ source: 'callback', ...ids })
}

function webhookOf(payment: GatewayPayment, name = 'payment.captured') {
  return eventBody(name, (event) => (event.payload.payment.entity = payment))
}

/** What must be the same, whatever the gateway's news came through. */
async function outcomeOf({ learner, order }: Purchase) {
  await makeJobsDue()
  await workOutbox()
  const { state, refundedInPaise } = await Order.findOrFail(order.id)
  const payments = await ReportedPayment.query().where('orderId', order.id)
  const refunds = await Refund.query().where('orderId', order.id).orderBy('gatewayRefundId')
  const [counting, enrollments] = [await paymentsOf(learner), await enrollmentsOf(learner)]
  const all = await mails()
  return {
    state,
    refundedInPaise,
    payments: payments.map((payment) => payment.state),
    refunds: refunds.map((refund) => [refund.state, Number(refund.amountInPaise)]),
    counting: counting.length,
    enrollments: enrollments.length,
    mails: all.filter((mail) => mail.includes(learner.email)).length,
  }
}

test.group('Three sources', (group) => {
  group.each.setup(setUp)

  test('9: leave the same rows, mails and invoice, each alone and all together', async ({
    assert,
  }) => {
    const ways: Record<string, (purchase: Purchase, payment: GatewayPayment) => Promise<unknown>> =
      {
        'callback': async (purchase, payment) => {
          await callback(purchase, payment)
          await see({ source: 'reconciliation', isFetched: true, payments: [payment] })
        },
        'webhook': (_, payment) => deliver(webhookOf(payment)),
        'reconciliation': (_, payment) =>
          see({ source: 'reconciliation', isFetched: true, payments: [payment] }),
        'all three': (purchase, payment) =>
          Promise.all([
            callback(purchase, payment),
            deliver(webhookOf(payment)),
            see({ source: 'reconciliation', isFetched: true, payments: [payment] }),
          ]),
      }
    for (const [name, pay] of Object.entries(ways)) {
      const purchase = await aPurchase()
      await pay(purchase, aGatewayPayment(purchase.order))
      const outcome = await outcomeOf(purchase)
      assert.deepEqual(
        outcome,
        {
          state: 'paid',
          refundedInPaise: 0,
          payments: ['captured'],
          refunds: [],
          counting: 1,
          enrollments: 1,
          mails: 2, // access and invoice
        },
        name
      )
    }
  })

  test('10: leave the same rows fifty times when they come at once', async ({ assert }) => {
    const course = await aCourse()
    for (let round = 0; round < 50; round++) {
      const purchase = await aPurchase({ course })
      const payment = aGatewayPayment(purchase.order)
      const fetched = { source: 'reconciliation', isFetched: true } as const
      await Promise.all([
        callback(purchase, payment),
        see({ payments: [payment] }),
        see({ ...fetched, payments: [payment] }),
        see({ payments: [{ ...payment, status: 'authorized' }] }),
      ])
      assert.lengthOf(await paymentsOf(purchase.learner), 1)
      assert.lengthOf(await enrollmentsOf(purchase.learner), 1)
      const entries = await LedgerEntry.query().where('orderId', purchase.order.id)
      const paid = entries.filter(({ toState }) => toState === 'paid')
      assert.lengthOf(paid, 1)
    }
  }).timeout(120_000)

  test('15: a signature opens nothing but its own course, and a webhook neither', async ({
    client,
    assert,
  }) => {
    const cheap = await aPurchase({ price: 1 })
    const dear = await aCourse({ price: 9999 })
    const signed = aPaymentOf(cheap.order.gatewayOrderId)
    const thief = await aLearner()
    for (const [learner, course] of [
      [cheap.learner, dear],
      [thief, cheap.course],
    ] as const) {
      const response = await client
        .post(`/api/verification/${course._id}`)
        .headers(await tokenOf(learner))
        .json(signed)
      response.assertStatus(400)
    }
    assert.isEmpty(await enrollmentsOf(cheap.learner))
    await deliver(webhookOf(aGatewayPayment(cheap.order)))
    await workOutbox()
    assert.deepEqual(await enrollmentsOf(cheap.learner), [String(cheap.course._id)])
    assert.isEmpty(await enrollmentsOf(thief))
  })

  test('11: end alike for any order and repetition, and no state falls', async ({ assert }) => {
    const course = await aCourse()
    let canonical: unknown
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...steps, ...steps], { minLength: 4 }),
        async (first) => {
          const purchase = await aPurchase({ course })
          const payment = aGatewayPayment(purchase.order)
          const refunds = [
            aGatewayRefund(payment, { id: `rfnd_A${payment.id.slice(4)}`, amount: 10_000 }),
            aGatewayRefund(payment, { id: `rfnd_B${payment.id.slice(4)}`, amount: 39_900 }),
          ]
          // Everything is reported at last: the gateway repeats what was not acknowledged.
          for (const step of [...first, ...steps]) await run(step, purchase, payment, refunds)
          const { mails: sent, ...outcome } = await outcomeOf(purchase)
          assert.isAtMost(sent, 4) // access, invoice and two credit notes
          canonical ??= outcome
          assert.deepEqual(outcome, canonical)
          assert.containsSubset(outcome, {
            state: 'refunded',
            refundedInPaise: 49_900,
            payments: ['refunded'],
            counting: 1,
            enrollments: 0,
          })
          await mustOnlyRise(purchase.order)
        }
      ),
      { numRuns: 10 }
    )
  }).timeout(240_000)

  test('12: end alike when processing is interrupted at any statement', async ({ assert }) => {
    const course = await aCourse()
    const handle = async (id: string) => {
      const handler = await app.container.make(HandleWebhookEvent)
      await handler.handle({ eventId: id })
    }
    for (let interruptedAt = 1; ; interruptedAt++) {
      const purchase = await aPurchase({ course })
      await deliver(webhookOf(aGatewayPayment(purchase.order)), { id: `evt_${interruptedAt}` })
      const event = await WebhookEvent.findByOrFail({ eventId: `evt_${interruptedAt}` })
      let count = 0
      let wasInterrupted = false
      const restore = failStatements(
        {
          test: (sql: string) => {
            if (/webhook_events/.test(sql)) return false
            wasInterrupted ||= ++count === interruptedAt
            return count === interruptedAt
          },
        } as unknown as RegExp,
        () => new Error('the process was killed')
      )
      await handle(event.id).catch(() => {})
      restore()
      await handle(event.id)
      const outcome = await outcomeOf(purchase)
      assert.containsSubset(outcome, { state: 'paid', counting: 1, enrollments: 1, mails: 2 })
      if (!wasInterrupted) {
        assert.isAbove(interruptedAt, 8)
        return
      }
    }
  }).timeout(120_000)
})

const steps = [
  'callback',
  'authorized',
  'failed',
  'captured',
  'fetched',
  'first refund pending',
  'first refund',
  'second refund',
  'refunds fetched',
] as const

async function run(
  step: (typeof steps)[number],
  purchase: Purchase,
  payment: GatewayPayment,
  [first, second]: ReturnType<typeof aGatewayRefund>[]
): Promise<unknown> {
  const refunded = { ...payment, status: 'refunded', captured: true } as const
  const fetched = { source: 'reconciliation', isFetched: true } as const
  switch (step) {
    case 'callback':
      return callback(purchase, payment).catch((error) => {
        if (!(error instanceof OrderRefunded)) throw error
      })
    case 'authorized':
    case 'failed':
    case 'captured':
      return see({ payments: [{ ...payment, status: step }] })
    case 'fetched':
      return see({ ...fetched, payments: [refunded] })
    case 'first refund pending':
      return see({ refunds: [{ ...first, status: 'pending' }], payments: [payment] })
    case 'first refund':
      return see({ refunds: [first], payments: [payment] })
    case 'second refund':
      return see({ refunds: [second], payments: [refunded] })
    case 'refunds fetched':
      return see({ ...fetched, payments: [refunded], refunds: [first, second] })
  }
}

async function mustOnlyRise(order: Order): Promise<void> {
  const ranks: Record<string, readonly string[]> = {
    order: ORDER_STATES,
    payment: PAYMENT_STATES,
    refund: REFUND_STATES,
  }
  for (const entry of await LedgerEntry.query().where('orderId', order.id).orderBy('number')) {
    const { targetKind, fromState, toState } = entry
    const states = ranks[targetKind]
    if (states && fromState && states.indexOf(toState) <= states.indexOf(fromState))
      throw new Error(`${targetKind} fell from ${fromState} to ${toState}`)
  }
}
