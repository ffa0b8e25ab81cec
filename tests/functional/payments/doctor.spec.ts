import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { consoleActor } from '#app/platform/audit/actor'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'
import Enrollment from '#app/accounts/models/enrollment'
import StartProgress from '#app/learning/actions/start_progress'
import GrantEnrollment from '#app/payments/actions/grant_enrollment'
import RequestRefund from '#app/payments/actions/request_refund'
import Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import ReportedPayment from '#app/payments/models/reported_payment'
import Refund from '#app/payments/models/refund'
import { aCoupon } from '#tests/helpers/coupons'
import { ace } from '#tests/helpers/console'
import { aCourse } from '#tests/helpers/catalog'
import { aGatewayDispute, aGatewayPayment, aPurchase, see } from '#tests/helpers/ledger'
import type MemoryGateway from '#tests/helpers/memory_gateway'
import { useMemoryGateway } from '#tests/helpers/memory_gateway'
import { aLearner, enroll } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

let gateway: MemoryGateway

async function aSale(input: Parameters<typeof aPurchase>[0] = {}) {
  const purchase = await aPurchase(input)
  const payment = aGatewayPayment(purchase.order)
  gateway.payments.set(payment.id, payment)
  await see({ payments: [payment] })
  await workOutbox()
  return { ...purchase, payment }
}

async function refund(order: Order, amountInPaise?: number) {
  const requestRefund = await app.container.make(RequestRefund)
  const wanted = { actor: consoleActor(), orderId: order.id, amountInPaise, reason: 'Goodwill' }
  const made = await requestRefund.handle(wanted)
  await workOutbox()
  return made
}

const past = () => sqlTime(DateTime.utc().minus({ minutes: 20 }))

interface Case {
  what: string
  /** @returns text of the line */
  break(sale: Awaited<ReturnType<typeof aSale>>): Promise<string>
}

const cases: Case[] = [
  {
    what: 'a paid order without its payment',
    async break({ order }) {
      await db.from('invoices').delete()
      await Payment.query().delete()
      return `order ${order.id} is paid, but has no payment`
    },
  },
  {
    what: 'a state that its last entry does not explain',
    async break({ payment }) {
      const { id } = await ReportedPayment.findByOrFail({ gatewayPaymentId: payment.id })
      await ReportedPayment.query().where({ id }).update({ state: 'refunded' })
      return `payment ${id} is refunded, but its last entry says captured`
    },
  },
  {
    what: 'an order whose state lags behind',
    async break({ order }) {
      await Order.query().update({ state: 'attempted' })
      return `order ${order.id} is paid, but its state is attempted`
    },
  },
  {
    what: 'refunds above the payment',
    async break({ order }) {
      await refund(order, 10_000)
      await Refund.query().update({ amountInPaise: 60_000 })
      return 'of 49900 paise has refunds of 60000 paise'
    },
  },
  {
    what: 'an order that notes other refunds',
    async break({ order }) {
      await Order.query().update({ refundedInPaise: 1 })
      return `order ${order.id} notes refunds of 1 paise, but has 0`
    },
  },
  {
    what: 'a payer without a course',
    async break({ learner }) {
      await Enrollment.query().delete()
      return `of user ${learner.id} for course`
    },
  },
  {
    what: 'a course that nobody paid for',
    async break({ course }) {
      const stranger = await aLearner()
      await enroll(stranger, course)
      const { id } = await Enrollment.findByOrFail({ userId: stranger.id })
      return `Each enrollment was paid for, granted or free: enrollment ${id}`
    },
  },
  {
    what: 'a captured payment without an invoice',
    async break({ order }) {
      await db.from('invoices').delete()
      await db.from('document_series').delete()
      await ReportedPayment.query().update({ capturedAt: past() })
      return `of order ${order.id}`
    },
  },
  {
    what: 'a refund without a credit note',
    async break({ order }) {
      const { id } = await refund(order)
      await db.from('invoices').whereNotNull('refund_id').delete()
      await db.from('document_series').where('prefix', 'CN').delete()
      await Refund.query().update({ processedAt: past() })
      return `refund ${id}`
    },
  },
  {
    what: 'a gap in the numbers',
    async break() {
      await db.from('document_series').update({ last_serial: 3 })
      return 'has 1 documents, but its last number is 3'
    },
  },
  {
    what: 'an unprocessed event',
    async break() {
      const row = { id: newId(), event_id: 'evt_1', name: 'payment.captured', state: 'received' }
      await db.table('webhook_events').insert({ ...row, created_at: past() })
      return `event ${row.id} (evt_1)`
    },
  },
  {
    what: 'a coupon that was used too often',
    async break({ order, learner, course }) {
      const coupon = await aCoupon({ maxRedemptions: 1 })
      const { order: other } = await aSale({ course })
      for (const orderId of [order.id, other.id])
        await db.table('coupon_redemptions').insert({
          id: newId(),
          coupon_id: coupon.id,
          user_id: learner.id,
          course_id: String(course._id),
          order_id: orderId,
          state: 'used',
          held_until: past(),
          redeemed_at: past(),
          created_at: past(),
        })
      return `coupon ${coupon.code} (${coupon.id})`
    },
  },
]

test.group('node ace payments:doctor', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    const { gateway: memory, restore } = useMemoryGateway()
    gateway = memory
    return restore
  })

  test('36: is silent about a sound ledger', async ({ assert }) => {
    await aPurchase()
    const { order } = await aSale()
    await refund(order, 10_000)
    const { order: refunded } = await aSale()
    await refund(refunded)
    const { payment } = await aSale()
    await see({ dispute: aGatewayDispute(payment, { status: 'lost', amount_deducted: 49_900 }) })
    const { learner, course } = await aSale()
    await aSale({ learner, course })
    const grant = await app.container.make(GrantEnrollment)
    const [gift, free] = [await aCourse(), await aCourse({ price: 0 })]
    const granted = { userId: learner.id, courseId: String(gift._id), reason: 'Gift' }
    await grant.handle({ actor: consoleActor(), ...granted })
    await enroll(learner, free)
    const startProgress = await app.container.make(StartProgress)
    await startProgress.handle({ userId: learner.id, courseId: String(free._id) })
    await workOutbox()

    const { code, stdout } = await ace(['payments:doctor'])

    assert.deepEqual([code, stdout], [0, ''])
    const { stdout: json } = await ace(['payments:doctor', '--json'])
    assert.isTrue(JSON.parse(json).healthy)
  })

  for (const { what, break: violate } of cases)
    test(`36: reports ${what}`, async ({ assert }) => {
      const expected = await violate(await aSale())
      const { code, stdout } = await ace(['payments:doctor'])
      assert.equal(code, 1)
      const lines = stdout.trim().split('\n')
      assert.lengthOf(
        lines.filter((line) => line.includes(expected)),
        1,
        stdout
      )
    })
})
