import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { DateTime } from 'luxon'
import Enrollment from '#app/accounts/models/enrollment'
import GrantEnrollment from '#app/payments/actions/grant_enrollment'
import RequestRefund, { type WantedRefund } from '#app/payments/actions/request_refund'
import GatewayBusy from '#app/payments/exceptions/gateway_busy'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'
import { consoleActor } from '#app/platform/audit/actor'
import type Order from '#app/payments/models/order'
import OutboxRow from '#app/platform/outbox/outbox_row'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'
import RefundProcessed from '#app/payments/events/refund_processed'
import { ace } from '#tests/helpers/console'
import { enrollmentsOf, progressOf } from '#tests/helpers/learning'
import {
  aGatewayDispute,
  aGatewayPayment,
  aGatewayRefund,
  aPurchase,
  findingsOf,
  historyOf,
  see,
} from '#tests/helpers/ledger'
import type MemoryGateway from '#tests/helpers/memory_gateway'
import { useMemoryGateway } from '#tests/helpers/memory_gateway'
import { aPaymentOf } from '#tests/helpers/payments'
import { tokenOf } from '#tests/helpers/people'
import { emptyStores, makeJobsDue, workOutbox } from '#tests/helpers/stores'

let gateway: MemoryGateway

async function aSale(input: Parameters<typeof aPurchase>[0] = {}) {
  const purchase = await aPurchase(input)
  const payment = aGatewayPayment(purchase.order)
  gateway.payments.set(payment.id, payment)
  await see({ payments: [payment] })
  await workOutbox()
  return { ...purchase, payment }
}

async function refund(order: Order, wanted: Partial<WantedRefund> = {}): Promise<Refund> {
  const requestRefund = await app.container.make(RequestRefund)
  const reason = 'The learner asked for it.'
  return requestRefund.handle({ actor: consoleActor(), orderId: order.id, reason, ...wanted })
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: { code: string }) => error.code
  )
}

test.group('Refunding a payment', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    const { gateway: memory, restore } = useMemoryGateway()
    gateway = memory
    return restore
  })

  test('24: gives everything back, and ends the access but keeps the progress', async ({
    client,
    assert,
  }) => {
    const { learner, course, order, payment } = await aSale()

    const made = await refund(order)

    assert.equal(made.state, 'processed')
    assert.equal(made.reference, '10000000000000')
    const [request, ...others] = gateway.refundRequests
    assert.isEmpty(others)
    assert.deepEqual(request, {
      paymentId: payment.id,
      amountInPaise: 49_900,
      refundId: made.id,
      speed: 'normal',
    })
    const me = await client.get('/api/user/me').headers(await tokenOf(learner))
    assert.isEmpty(me.body().user.subscription)
    assert.lengthOf(await progressOf(learner), 1)
    await order.refresh()
    assert.equal(order.state, 'refunded')
    assert.equal(order.refundedInPaise, 49_900)
    assert.deepEqual(await historyOf(order), [
      'payment – → captured',
      'order created → attempted',
      'order attempted → paid',
      'enrollment – → open',
      'refund – → requested',
      'enrollment open → ended',
      'refund requested → processed',
      'payment captured → refunded',
      'order paid → refunded',
    ])

    const again = await aSale({ learner, course })
    assert.equal(again.order.courseId, String(course._id))
    assert.lengthOf(await enrollmentsOf(learner), 1)
    assert.lengthOf(await progressOf(learner), 1)
  })

  test('23: refuses a callback of a refunded order', async ({ client, assert }) => {
    const { learner, course, order, payment } = await aSale()
    await refund(order)
    const response = await client
      .post(`/api/verification/${course._id}`)
      .headers(await tokenOf(learner))
      .json(aPaymentOf(order.gatewayOrderId, payment.id))
    response.assertStatus(400)
    response.assertBodyContains({ code: 'E_ORDER_REFUNDED' })
    await see({ payments: [payment] })
    assert.isEmpty(await enrollmentsOf(learner))
  })

  test('25: refunds in parts, until nothing is left', async ({ assert }) => {
    const { learner, order } = await aSale()
    const states: string[] = []
    for (const amountInPaise of [16_633, 16_633, 16_634]) {
      await refund(order, { amountInPaise, requestKey: `part-${states.length}-0000` })
      const payment = await ReportedPayment.firstOrFail()
      states.push(payment.state)
    }
    assert.deepEqual(states, ['partially_refunded', 'partially_refunded', 'refunded'])
    assert.isEmpty(await enrollmentsOf(learner))
    assert.equal(await codeOf(refund(order)), 'E_NOTHING_TO_REFUND')
  })

  test('25: refuses an amount that {what}')
    .with([
      { what: 'leaves a paisa', amountInPaise: 49_899 },
      { what: 'leaves 99 paise', amountInPaise: 49_801 },
      { what: 'is too little', amountInPaise: 99 },
      { what: 'is more than was paid', amountInPaise: 49_901 },
    ])
    .run(async ({ assert }, { amountInPaise }) => {
      const { order } = await aSale()
      assert.equal(await codeOf(refund(order, { amountInPaise })), 'E_INVALID_REFUND_AMOUNT')
      assert.isEmpty(await Refund.all())
    })

  test('refuses to refund what was not captured', async ({ assert }) => {
    const { order } = await aPurchase()
    assert.equal(await codeOf(refund(order)), 'E_NOTHING_TO_REFUND')
    await see({ payments: [aGatewayPayment(order, { status: 'authorized' })] })
    assert.equal(await codeOf(refund(order)), 'E_NOTHING_TO_REFUND')
  })

  test('26: repeats the same request when {what}, and finds the refund that was made')
    .with([
      { what: 'the answer got lost', error: GatewayUnavailable },
      { what: 'the gateway is still working on it', error: GatewayBusy },
    ])
    .run(async ({ assert }, { error: Failure }) => {
      const { learner, order } = await aSale()
      gateway.afterRefund = () => {
        throw new Failure()
      }
      const requested = await refund(order)
      assert.equal(requested.state, 'requested')
      assert.isEmpty(await enrollmentsOf(learner))

      await makeJobsDue()
      await workOutbox()

      await requested.refresh()
      assert.equal(requested.state, 'processed')
      assert.lengthOf(gateway.refundRequests, 1)
      assert.lengthOf([...gateway.refunds.values()], 1)
    })

  test('26: repeats a request that the gateway never got, under the same key', async ({
    assert,
  }) => {
    const { order } = await aSale()
    gateway.beforeRefund = () => {
      throw new GatewayUnavailable()
    }
    await refund(order)
    gateway.beforeRefund = () => {}
    await makeJobsDue()
    await workOutbox()

    const [first, second, ...others] = gateway.refundRequests
    assert.isEmpty(others)
    assert.deepEqual(second, first)
    const [stored, ...more] = await Refund.all()
    assert.isEmpty(more)
    assert.equal(stored.state, 'processed')
  })

  test('26: finds a refund whose key has expired by its receipt', async ({ assert }) => {
    const { order, payment } = await aSale()
    gateway.beforeRefund = ({ refundId }) => {
      const made = aGatewayRefund(payment, { receipt: refundId })
      gateway.refunds.set(made.id, made)
      throw new GatewayRefused('Different request with the same idempotency key')
    }
    const made = await refund(order)
    assert.equal(made.state, 'processed')
    assert.lengthOf(await Refund.all(), 1)
  })

  test('makes a refund whose outcome is open for a day a finding', async ({ assert }) => {
    const { order } = await aSale()
    gateway.beforeRefund = () => {
      throw new GatewayUnavailable()
    }
    const requested = await refund(order)
    await requested.merge({ createdAt: DateTime.utc().minus({ hours: 25 }) }).save()
    await makeJobsDue()
    await workOutbox()
    assert.deepEqual(await findingsOf(order), ['refund_unknown'])
    gateway.beforeRefund = () => {}
    await makeJobsDue()
    await workOutbox()
    assert.isEmpty(await findingsOf(order))
  })

  test('27: answers the same refund for the same key, and refuses another body', async ({
    assert,
  }) => {
    const { order } = await aSale()
    const wanted = { amountInPaise: 10_000, requestKey: 'key-0000000001' }
    const first = await refund(order, wanted)
    const again = await refund(order, wanted)
    assert.equal(again.id, first.id)
    const other = { ...wanted, amountInPaise: 20_000 }
    assert.equal(await codeOf(refund(order, other)), 'E_REFUND_REPEATED')
    assert.lengthOf(await Refund.all(), 1)
  })

  test('27: refuses the same amount within a minute', async ({ assert }) => {
    const { order } = await aSale()
    const first = await refund(order, { amountInPaise: 10_000 })
    assert.equal(await codeOf(refund(order, { amountInPaise: 10_000 })), 'E_REFUND_REPEATED')
    await first.merge({ createdAt: DateTime.utc().minus({ seconds: 61 }) }).save()
    await refund(order, { amountInPaise: 10_000 })
    assert.lengthOf(await Refund.all(), 2)
  })

  test('27: never exceeds the payment when many refund at once', async ({ assert }) => {
    const { order } = await aSale()
    const codes = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        codeOf(refund(order, { amountInPaise: 20_000, requestKey: `administrator-${index}` }))
      )
    )
    assert.lengthOf(
      codes.filter((code) => code === 'none'),
      2
    )
    const refunds = await Refund.all()
    assert.deepEqual(
      refunds.map(({ amountInPaise }) => amountInPaise),
      [20_000, 20_000]
    )
  })

  test('28: gives the access back when {how}')
    .with([
      { how: 'the gateway refuses', isRefused: true },
      { how: 'the refund fails later', isRefused: false },
    ])
    .run(async ({ assert }, { isRefused }) => {
      const { learner, order, payment } = await aSale()
      if (isRefused) {
        gateway.beforeRefund = () => {
          throw new GatewayRefused('Payment is more than 6 months old')
        }
        assert.equal(await codeOf(refund(order)), 'E_REFUND_REFUSED')
      } else {
        gateway.refundStatus = 'pending'
        const { id, gatewayRefundId } = await refund(order)
        assert.isEmpty(await enrollmentsOf(learner))
        const failed = { id: gatewayRefundId!, receipt: id, status: 'failed' } as const
        await see({ refunds: [aGatewayRefund(payment, failed)] })
      }
      const [failed] = await Refund.all()
      assert.equal(failed.state, 'failed')
      assert.lengthOf(await enrollmentsOf(learner), 1)
      assert.deepEqual(await findingsOf(order), ['refund_failed'])
      await order.refresh()
      assert.equal(order.state, 'paid')

      gateway.beforeRefund = () => {}
      gateway.refundStatus = 'processed'
      const second = await refund(order)
      assert.notEqual(second.id, failed.id)
      assert.isEmpty(await enrollmentsOf(learner))
    })

  test('28: announces a refund once, whatever is reported how often', async ({ assert }) => {
    const { order, payment } = await aSale()
    const made = aGatewayRefund(payment)
    await see({ refunds: [made] })
    await see({ refunds: [made] })
    await see({ refunds: [{ ...made, status: 'pending' }] })
    const events = await OutboxRow.query().where('kind', RefundProcessed.kind)
    assert.lengthOf(events, 1)
    await order.refresh()
    assert.equal(order.refundedInPaise, 49_900)
  })

  test('keeps the access {when}')
    .with([
      { when: 'if the administrator says so', isGranted: false },
      { when: 'if it was granted', isGranted: true },
    ])
    .run(async ({ assert }, { isGranted }) => {
      const { learner, course, order } = await aSale()
      if (isGranted) {
        await Enrollment.query().where('userId', learner.id).delete()
        const grant = await app.container.make(GrantEnrollment)
        const courseId = String(course._id)
        await grant.handle({ actor: consoleActor(), userId: learner.id, courseId, reason: 'Gift' })
      }
      await refund(order, { keepsEnrollment: !isGranted })
      assert.lengthOf(await enrollmentsOf(learner), 1)
      await order.refresh()
      assert.equal(order.state, 'refunded')
    })

  test('30: waits for the end of a dispute', async ({ assert }) => {
    const { learner, order, payment } = await aSale()
    const dispute = aGatewayDispute(payment)
    await see({ dispute })
    assert.equal(await codeOf(refund(order)), 'E_DISPUTE_OPEN')
    assert.deepEqual(await findingsOf(order), ['dispute_open'])

    const reported = (seconds: number) => ({
      reportedAt: DateTime.fromSeconds(1_790_000_000 + seconds),
    })
    await see({ dispute: { ...dispute, status: 'won' }, ...reported(20) })
    await see({ dispute: { ...dispute, status: 'under_review' }, ...reported(10) })
    assert.isEmpty(await findingsOf(order))
    assert.lengthOf(await enrollmentsOf(learner), 1)
    const made = await refund(order)
    assert.equal(made.state, 'processed')
  })

  test('30: closes the course when a dispute is lost', async ({ assert }) => {
    const { learner, order, payment } = await aSale()
    const dispute = aGatewayDispute(payment, { status: 'lost', amount_deducted: 49_900 })
    for (let time = 1; time <= 2; time++) await see({ dispute })
    assert.isEmpty(await enrollmentsOf(learner))
    assert.deepEqual(await findingsOf(order), ['dispute_lost'])
    const history = await historyOf(order)
    assert.deepEqual(history.slice(-2), ['enrollment open → ended', 'dispute – → lost'])
  })

  test('refunds from the console', async ({ assert }) => {
    const { order, payment } = await aSale()
    const refused = await ace(['payments:refund', order.id, '--reason', 'Course was too easy'])
    assert.equal(refused.code, 1)
    assert.include(refused.stderr, '--yes')
    const unknown = await ace(['payments:refund', 'order_None', '--reason', 'None', '--yes'])
    assert.equal(unknown.stderr, 'Order not found: order_None.\n')

    const part = ['--amount', '99.50', '--reason', 'Course was too easy', '--yes']
    const { code, stdout } = await ace(['payments:refund', payment.id, ...part])
    assert.equal(code, 0)
    assert.include(stdout, '₹99.5: processed.')
    const [made] = await Refund.all()
    assert.containsSubset(made.$attributes, { amountInPaise: 9_950, origin: 'console' })
    const rest = await ace(['payments:refund', order.gatewayOrderId, ...part.slice(2)])
    assert.equal(rest.code, 0)
    const spent = await ace(['payments:refund', order.gatewayOrderId, ...part.slice(2)])
    assert.equal(spent.code, 1)
    assert.include(spent.stderr, 'nothing left to refund')
  })
})
