import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import config from '#config/payments'
import User from '#app/accounts/models/user'
import RevokeEnrollment from '#app/payments/actions/revoke_enrollment'
import CourseDocument from '#app/catalog/documents/course'
import Finding from '#app/payments/models/finding'
import Order from '#app/payments/models/order'
import OutboxRow from '#app/platform/outbox/outbox_row'
import PaymentCaptured from '#app/payments/events/payment_captured'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'
import { consoleActor } from '#app/platform/audit/actor'
import { newId } from '#app/platform/ids'
import app from '@adonisjs/core/services/app'
import { enrollmentsOf } from '#tests/helpers/learning'
import {
  aGatewayPayment,
  aGatewayRefund,
  aPurchase,
  findingsOf,
  historyOf,
  see,
} from '#tests/helpers/ledger'
import type MemoryGateway from '#tests/helpers/memory_gateway'
import { useMemoryGateway } from '#tests/helpers/memory_gateway'
import { aPaymentOf, paymentsOf } from '#tests/helpers/payments'
import { tokenOf } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

let gateway: MemoryGateway

async function stateOf(order: Order) {
  const { state } = await Order.findOrFail(order.id)
  return state
}

async function jobs() {
  const rows = await OutboxRow.query().orderBy('kind')
  return rows.map(({ kind }) => kind)
}

test.group('Recording what the gateway reports', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    const { gateway: memory, restore } = useMemoryGateway()
    gateway = memory
    return restore
  })

  test('9: opens the course when a payment is captured without a callback', async ({ assert }) => {
    const { learner, course, order } = await aPurchase()
    const payment = aGatewayPayment(order)

    const result = await see({ payments: [payment] })

    assert.equal(result.outcome, 'recorded')
    assert.equal(await stateOf(order), 'paid')
    assert.deepEqual(await enrollmentsOf(learner), [String(course._id)])
    const [paid] = await paymentsOf(learner)
    assert.equal(paid.gatewayPaymentId, payment.id)
    assert.include(await jobs(), PaymentCaptured.kind)
    assert.deepEqual(await historyOf(order), [
      'payment – → captured',
      'order created → attempted',
      'order attempted → paid',
      'enrollment – → open',
    ])
    const again = await see({ payments: [payment], source: 'reconciliation', isFetched: true })
    assert.equal(again.outcome, 'unchanged')
    assert.lengthOf(await historyOf(order), 4)
  })

  test('13: pays the order whatever arrives {order}')
    .with([
      { order: 'before', statuses: ['captured', 'authorized'] },
      { order: 'after a failure', statuses: ['failed', 'captured'] },
      { order: 'after it', statuses: ['captured', 'failed', 'authorized'] },
      { order: 'in the usual order', statuses: ['created', 'authorized', 'captured'] },
    ] as const)
    .run(async ({ assert }, { statuses }) => {
      const { learner, order } = await aPurchase()
      const payment = aGatewayPayment(order)
      for (const status of statuses) await see({ payments: [{ ...payment, status }] })

      assert.equal(await stateOf(order), 'paid')
      const stored = await ReportedPayment.findByOrFail({ gatewayPaymentId: payment.id })
      assert.equal(stored.state, 'captured')
      assert.lengthOf(await enrollmentsOf(learner), 1)
    })

  test('13: keeps the error of a failed payment, and checks an authorized one soon', async ({
    assert,
  }) => {
    const { order } = await aPurchase()
    const payment = aGatewayPayment(order, {
      status: 'failed',
      error_code: 'BAD_REQUEST_ERROR',
      error_description: 'Payment failed',
    })
    await see({ payments: [payment] })
    assert.equal(await stateOf(order), 'attempted')
    const stored = await ReportedPayment.findByOrFail({ gatewayPaymentId: payment.id })
    assert.equal(stored.error, 'BAD_REQUEST_ERROR: Payment failed')

    await see({ payments: [{ ...payment, status: 'authorized' }] })
    const { nextCheckAt } = await Order.findOrFail(order.id)
    assert.isBelow(nextCheckAt!.diffNow('seconds').seconds, 61)
  })

  test('14: pays an order that has expired', async ({ assert }) => {
    const { learner, order } = await aPurchase()
    await order.merge({ state: 'expired' }).save()
    await see({ payments: [aGatewayPayment(order)] })
    assert.equal(await stateOf(order), 'paid')
    assert.lengthOf(await enrollmentsOf(learner), 1)
  })

  test('16: does not open the course for {what}')
    .with([
      { what: 'an amount one paisa short', changes: { amount: 49_899 }, kind: 'amount_mismatch' },
      { what: 'another currency', changes: { currency: 'USD' }, kind: 'currency_mismatch' },
    ])
    .run(async ({ assert }, { changes, kind }) => {
      const { learner, order } = await aPurchase()
      await see({ payments: [aGatewayPayment(order, changes)] })

      assert.equal(await stateOf(order), 'attempted')
      assert.isEmpty(await enrollmentsOf(learner))
      assert.isEmpty(await paymentsOf(learner))
      assert.deepEqual(await findingsOf(order), [kind])
      assert.isEmpty(await Refund.all())
    })

  test('16: accepts an amount with a fee if the order is paid, and notes the surplus', async ({
    assert,
  }) => {
    const { learner, order } = await aPurchase()
    const { gatewayOrderId } = order
    const payment = aGatewayPayment(order, { amount: 50_900 })
    const gatewayOrder = gateway.orders.get(gatewayOrderId)!
    gateway.orders.set(gatewayOrderId, { ...gatewayOrder, status: 'paid', amount_paid: 50_900 })

    await see({ payments: [payment] })

    assert.equal(await stateOf(order), 'paid')
    const stored = await ReportedPayment.findByOrFail({ gatewayPaymentId: payment.id })
    assert.equal(stored.surplusInPaise, 1_000)
    const [{ amountInPaise }] = await paymentsOf(learner)
    assert.equal(amountInPaise, 49_900)
    assert.isEmpty(await findingsOf(order))
  })

  test('16: keeps the course that a callback opened when the amount turns out to be short', async ({
    client,
    assert,
  }) => {
    const { learner, course, order } = await aPurchase()
    const signed = aPaymentOf(order.gatewayOrderId)
    const headers = await tokenOf(learner)
    await client.post(`/api/verification/${course._id}`).headers(headers).json(signed)

    const id = signed.razorpay_payment_id
    await see({ payments: [aGatewayPayment(order, { id, amount: 49_899 })] })

    assert.lengthOf(await enrollmentsOf(learner), 1)
    assert.deepEqual(await findingsOf(order), ['amount_mismatch'])
    assert.notInclude(await jobs(), PaymentCaptured.kind)
  })

  test('17: refunds a second captured payment of an order, and keeps the first', async ({
    client,
    assert,
  }) => {
    const { learner, course, order } = await aPurchase()
    const first = aGatewayPayment(order)
    const second = aGatewayPayment(order)
    gateway.payments.set(first.id, first).set(second.id, second)
    await see({ payments: [first] })

    const callback = await client
      .post(`/api/verification/${course._id}`)
      .headers(await tokenOf(learner))
      .json(aPaymentOf(order.gatewayOrderId, second.id))
    callback.assertStatus(200)
    await see({ payments: [second] })
    await see({ payments: [second] })
    await workOutbox()

    const [refund, ...others] = await Refund.query().preload('payment')
    assert.isEmpty(others)
    assert.containsSubset(refund.$attributes, {
      amountInPaise: 49_900,
      origin: 'system',
      cause: 'second_payment',
      state: 'processed',
    })
    assert.equal(refund.payment.gatewayPaymentId, second.id)
    assert.equal(await stateOf(order), 'paid')
    assert.lengthOf(await enrollmentsOf(learner), 1)
    assert.lengthOf(gateway.refundRequests, 1)
  })

  test('18: refunds the second of two orders of one course', async ({ client, assert }) => {
    const { learner, course, order: first } = await aPurchase()
    const { order: second } = await aPurchase({ learner, course })
    const headers = await tokenOf(learner)
    for (const order of [first, second]) {
      const signed = aPaymentOf(order.gatewayOrderId)
      const response = await client
        .post(`/api/verification/${course._id}`)
        .headers(headers)
        .json(signed)
      response.assertStatus(200)
      const payment = aGatewayPayment(order, { id: signed.razorpay_payment_id })
      gateway.payments.set(payment.id, payment)
      await see({ payments: [payment] })
    }
    await workOutbox()

    assert.lengthOf(await paymentsOf(learner), 2)
    assert.lengthOf(await enrollmentsOf(learner), 1)
    const [refund, ...others] = await Refund.all()
    assert.isEmpty(others)
    assert.equal(refund.orderId, second.id)
    assert.equal(refund.cause, 'duplicate_purchase')
    assert.equal(await stateOf(first), 'paid')
    assert.equal(await stateOf(second), 'refunded')
  })

  test('18: opens a finding instead if automatic refunds are off', async ({ assert, cleanup }) => {
    config.autoRefund = false
    cleanup(() => void (config.autoRefund = true))
    const { learner, course, order: first } = await aPurchase()
    const { order: second } = await aPurchase({ learner, course })
    for (const order of [first, second]) await see({ payments: [aGatewayPayment(order)] })
    await workOutbox()

    assert.deepEqual(await findingsOf(second), ['duplicate_purchase'])
    assert.isEmpty(await Refund.all())
    assert.isEmpty(gateway.refundRequests)
  })

  test('19: refunds the payment of a course that was deleted, {how}')
    .with([
      { how: 'seen by a callback', isSigned: true },
      { how: 'seen by a webhook', isSigned: false },
    ])
    .run(async ({ client, assert }, { isSigned }) => {
      const { learner, course, order } = await aPurchase()
      const payment = aGatewayPayment(order)
      gateway.payments.set(payment.id, payment)
      await CourseDocument.deleteOne({ _id: course._id })
      const verify = async () =>
        client
          .post(`/api/verification/${course._id}`)
          .headers(await tokenOf(learner))
          .json(aPaymentOf(order.gatewayOrderId, payment.id))
      const callback = isSigned ? await verify() : undefined
      callback?.assertBodyContains({ code: 'E_COURSE_GONE' })

      await see({ payments: [payment] })
      await workOutbox()

      const [refund] = await Refund.all()
      assert.containsSubset(refund.$attributes, { cause: 'course_gone', state: 'processed' })
      assert.isEmpty(await enrollmentsOf(learner))
      assert.equal(await stateOf(order), 'refunded')
      assert.notInclude(await jobs(), PaymentCaptured.kind)
    })

  test('19: refunds the payment of a person who was erased', async ({ assert }) => {
    const { learner, order } = await aPurchase()
    const payment = aGatewayPayment(order)
    gateway.payments.set(payment.id, payment)
    const now = DateTime.utc()
    await learner.merge({ erasedAt: now, blockedAt: now }).save()

    await see({ payments: [payment] })
    await workOutbox()

    const [refund] = await Refund.all()
    assert.containsSubset(refund.$attributes, { cause: 'account_gone', state: 'processed' })
    assert.isEmpty(await enrollmentsOf(learner))
  })

  test('19: enrolls a blocked payer, with a finding', async ({ assert }) => {
    const { learner, order } = await aPurchase()
    await User.query().where('id', learner.id).update({ blockedAt: '2026-01-01 00:00:00' })
    await see({ payments: [aGatewayPayment(order)] })

    assert.lengthOf(await enrollmentsOf(learner), 1)
    assert.deepEqual(await findingsOf(order), ['payer_blocked'])
    assert.isEmpty(await Refund.all())
  })

  test('20: adopts an order whose row was lost', async ({ assert }) => {
    const { learner, course, order } = await aPurchase()
    const gatewayOrder = gateway.orders.get(order.gatewayOrderId)!
    const payment = aGatewayPayment(order)
    await order.delete()

    await see({ order: { ...gatewayOrder, status: 'paid' }, payments: [payment] })

    const adopted = await Order.findByOrFail({ gatewayOrderId: gatewayOrder.id })
    assert.containsSubset(adopted.$attributes, {
      id: order.id,
      userId: learner.id,
      courseId: String(course._id),
      courseTitle: course.title,
      state: 'paid',
      amountInPaise: 49_900,
    })
    assert.lengthOf(await enrollmentsOf(learner), 1)
    assert.deepEqual(await findingsOf(adopted), ['order_adopted'])
  })

  test('20: opens nothing for an order of an unknown course', async ({ assert }) => {
    const { learner, course, order } = await aPurchase()
    const gatewayOrder = gateway.orders.get(order.gatewayOrderId)!
    const payment = aGatewayPayment(order)
    await order.delete()
    await CourseDocument.deleteOne({ _id: course._id })

    for (let time = 1; time <= 2; time++) {
      const result = await see({ order: gatewayOrder, payments: [payment] })
      assert.equal(result.outcome, 'ignored')
    }

    const findings = await Finding.all()
    assert.deepEqual(
      findings.map(({ kind, targetId }) => [kind, targetId]),
      [['missing_here', payment.id]]
    )
    assert.isEmpty(await enrollmentsOf(learner))
  })

  test('7: ignores {what}')
    .with([
      { what: 'another order', changes: { order_id: 'order_Other000000000' } },
      { what: 'a payment without an order', changes: { order_id: null } },
    ])
    .run(async ({ assert }, { changes }) => {
      const { order } = await aPurchase()
      const result = await see({ payments: [aGatewayPayment(order, changes)] })
      assert.equal(result.outcome, 'ignored')
      assert.isString(result.reason)
      assert.isEmpty(await historyOf(order))
      assert.isEmpty(await ReportedPayment.all())
    })

  test('22: closes the course of a payment that was given back without being captured', async ({
    client,
    assert,
  }) => {
    const { learner, course, order } = await aPurchase()
    const signed = aPaymentOf(order.gatewayOrderId)
    const verify = async () =>
      client
        .post(`/api/verification/${course._id}`)
        .headers(await tokenOf(learner))
        .json(signed)
    const first = await verify()
    first.assertStatus(200)
    const id = signed.razorpay_payment_id
    const payment = aGatewayPayment(order, { id, status: 'refunded', captured: false })
    const refund = aGatewayRefund(payment)
    await see({ refunds: [refund], payments: [{ ...payment, captured: true }] })
    await see({ source: 'reconciliation', isFetched: true, payments: [payment] })

    assert.equal(await stateOf(order), 'refunded')
    assert.isEmpty(await enrollmentsOf(learner))
    assert.include(await findingsOf(order), 'payment_not_captured')
    assert.notInclude(await jobs(), PaymentCaptured.kind)
    const again = await verify()
    again.assertBodyContains({ code: 'E_ORDER_REFUNDED' })
  })

  test('23: does not open the course again after an administrator revoked it', async ({
    assert,
  }) => {
    const { learner, course, order } = await aPurchase()
    const payment = aGatewayPayment(order)
    await see({ payments: [{ ...payment, status: 'authorized' }] })
    await see({ payments: [payment] })
    const revoke = await app.container.make(RevokeEnrollment)
    const courseId = String(course._id)
    await revoke.handle({ actor: consoleActor(), userId: learner.id, courseId })

    for (const source of ['webhook', 'reconciliation'] as const)
      await see({ source, isFetched: source === 'reconciliation', payments: [payment] })

    assert.isEmpty(await enrollmentsOf(learner))
    assert.equal(await stateOf(order), 'paid')
  })

  test('29: records refunds that were made at the gateway, and sends nothing', async ({
    assert,
  }) => {
    const { learner, order } = await aPurchase()
    const payment = aGatewayPayment(order)
    await see({ payments: [payment] })
    const part = aGatewayRefund(payment, { amount: 10_000, status: 'pending' })
    await see({ refunds: [part] })
    await see({
      source: 'reconciliation',
      isFetched: true,
      refunds: [{ ...part, status: 'processed' }],
    })
    assert.lengthOf(await enrollmentsOf(learner), 1)
    const partly = await ReportedPayment.findByOrFail({ gatewayPaymentId: payment.id })
    assert.equal(partly.state, 'partially_refunded')

    await see({ refunds: [aGatewayRefund(payment, { amount: 39_900 })] })
    await workOutbox()

    const refunded = await Order.findOrFail(order.id)
    assert.equal(refunded.state, 'refunded')
    assert.equal(refunded.refundedInPaise, 49_900)
    assert.isEmpty(await enrollmentsOf(learner))
    const refunds = await Refund.query().orderBy('amountInPaise')
    assert.deepEqual(
      refunds.map(({ origin, state }) => [origin, state]),
      [
        ['gateway', 'processed'],
        ['gateway', 'processed'],
      ]
    )
    assert.isEmpty(gateway.refundRequests)
  })

  test('36: refuses to change or delete ledger entries', async ({ assert }) => {
    const { order } = await aPurchase()
    await see({ payments: [aGatewayPayment(order)] })
    for (const statement of [
      `update ledger_entries set to_state = 'created'`,
      'delete from ledger_entries',
    ])
      await assert.rejects(() => db.rawQuery(statement), /append-only/)
  })

  test('refuses impossible states: {what}')
    .with([
      { what: 'a paid order without a time', statement: `update orders set state = 'paid'` },
      { what: 'an unknown state', statement: `update orders set state = 'lost'` },
      { what: 'a negative discount', statement: 'update orders set discount_in_paise = -1' },
    ])
    .run(async ({ assert }, { statement }) => {
      await aPurchase()
      await assert.rejects(() => db.rawQuery(statement), /check|constraint/i)
    })

  test('keeps one open finding of a kind for a target', async ({ assert }) => {
    const { order } = await aPurchase()
    const row = { kind: 'order_adopted', targetKind: 'order', targetId: order.id } as const
    await Finding.create({ ...row, state: 'open', facts: {} })
    await assert.rejects(() => Finding.create({ ...row, id: newId(), state: 'open', facts: {} }))
  })
})
