import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import CapturedPaymentsHaveInvoices from '#app/payments/invariants/captured_payments_have_invoices'
import CouponsStayWithinLimits from '#app/payments/invariants/coupons_stay_within_limits'
import InvoiceNumbersHaveNoGaps from '#app/payments/invariants/invoice_numbers_have_no_gaps'
import InvoicesAddUp from '#app/payments/invariants/invoices_add_up'
import RefundsHaveCreditNotes from '#app/payments/invariants/refunds_have_credit_notes'
import CouponRedemption from '#app/payments/models/coupon_redemption'
import Invoice from '#app/payments/models/invoice'
import type Invariant from '#app/platform/invariants/invariant'
import { newId } from '#app/platform/ids'
import { aCoupon } from '#tests/helpers/coupons'
import { anInvoice, refundAtGateway, useSeller } from '#tests/helpers/invoices'
import { aGatewayDispute, aGatewayPayment, aPurchase, see } from '#tests/helpers/ledger'
import { aLearner } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

type InvariantClass = new (...dependencies: never[]) => Invariant

const ALL: InvariantClass[] = [
  CapturedPaymentsHaveInvoices,
  RefundsHaveCreditNotes,
  InvoiceNumbersHaveNoGaps,
  InvoicesAddUp,
  CouponsStayWithinLimits,
]

async function violationsOf(Class: InvariantClass): Promise<string[]> {
  const invariant = (await app.container.make(Class)) as Invariant
  const found: string[] = []
  for await (const violation of invariant.violations()) found.push(violation)
  return found
}

async function use(couponId: string, userId: string) {
  const now = DateTime.utc()
  const row = { couponId, userId, courseId: newId(), heldUntil: now, redeemedAt: now }
  await CouponRedemption.create({ ...row, state: 'used' })
}

test.group('Invariants of invoices and coupons', (group) => {
  group.each.setup(async () => {
    await emptyStores()
    return useSeller()
  })

  test('36 hold for invoices, refunds, disputes and payments that wait for theirs', async ({
    assert,
  }) => {
    const { payment } = await anInvoice()
    await refundAtGateway(payment, 9_900)
    await see({ dispute: aGatewayDispute(payment, { status: 'lost', amount_deducted: 49_900 }) })
    await workOutbox()
    const { order } = await aPurchase()
    await see({ payments: [aGatewayPayment(order)] })
    for (const Class of ALL) assert.isEmpty(await violationsOf(Class), Class.name)
  })

  test('36 report a payment without an invoice, and the number that is missing', async ({
    assert,
  }) => {
    const { invoice } = await anInvoice()
    await anInvoice()
    await db.from('invoices').where('id', invoice.id).delete()
    assert.deepEqual(await violationsOf(CapturedPaymentsHaveInvoices), [
      `payment ${invoice.paymentId} of order ${invoice.orderId}`,
    ])
    assert.deepEqual(await violationsOf(InvoiceNumbersHaveNoGaps), [
      `series TH of ${invoice.financialYear} has 1 documents, but its last number is 2`,
    ])
  })

  test('36 report a refund without a credit note', async ({ assert }) => {
    const { payment } = await anInvoice()
    const note = await refundAtGateway(payment, 10_000)
    await db.from('invoices').where('id', note.id).delete()
    assert.deepEqual(await violationsOf(RefundsHaveCreditNotes), [`refund ${note.refundId}`])
  })

  test('36 report an invoice that says something else than its amounts', async ({ assert }) => {
    const { invoice } = await anInvoice()
    const wrong = { ...invoice.snapshot, total: 1, number: 'TH/26-27/000009' }
    const { id, serial, ...attributes } = invoice.$attributes
    await db.from('invoices').where('id', id).delete()
    await Invoice.create({ ...attributes, serial, id: newId(), snapshot: wrong })
    const [violation, ...others] = await violationsOf(InvoicesAddUp)
    assert.include(violation, invoice.number)
    assert.isEmpty(others)
  })

  test('36 report coupons that were used too often', async ({ assert }) => {
    const [limited, personal] = [
      await aCoupon({ maxRedemptions: 1 }),
      await aCoupon({ maxPerLearner: 1 }),
    ]
    const learner = await aLearner()
    await use(limited.id, learner.id)
    await use(personal.id, learner.id)
    assert.isEmpty(await violationsOf(CouponsStayWithinLimits))

    const other = await aLearner()
    await use(limited.id, other.id)
    await use(personal.id, learner.id)
    await use(personal.id, other.id)
    assert.deepEqual(await violationsOf(CouponsStayWithinLimits), [
      `coupon ${limited.code} (${limited.id})`,
      `coupon ${personal.code} (${personal.id}) by user ${learner.id}`,
    ])
  })
})
