import type { Document } from 'bson'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import type { ImportRun } from '#app/operations/import/import_run'
import { amountOf, idOf, textOf, timeOf } from '#app/operations/import/values'

/** The old system created a payment and then, in the same request, the learner's progress. */
const SAME_CALL_IN_MS = 10_000

const LONGEST_GATEWAY_ID = 64

/**
 * Imports payments, keeping their ids, each with an order. The old system stored only Razorpay's
 * ids with a payment, so learner and course are taken from the progress that was created within
 * seconds of it, if there is exactly one.
 */
export default class ImportPayments {
  private known = new Set<string>()

  async handle(run: ImportRun): Promise<void> {
    const existing = await Payment.query()
      .join('orders', 'orders.id', 'payments.order_id')
      .select('payments.id', 'gateway_payment_id', 'gateway_order_id')
      .pojo<{ id: string; gateway_payment_id: string; gateway_order_id: string }>()
    this.known = new Set(
      existing.flatMap((row) => [row.id, row.gateway_payment_id, row.gateway_order_id])
    )
    for await (const document of run.source.documents('payments')) await this.take(document, run)
  }

  private async take(document: Document, run: ImportRun): Promise<void> {
    const { report, dryRun, courses } = run
    report.read('payments')
    const id = idOf(document._id)
    const gatewayOrderId = gatewayIdOf(document.razorpay_order_id)
    const gatewayPaymentId = gatewayIdOf(document.razorpay_payment_id)
    if (!id) return report.refuse('payments', document._id, 'Its id is not an ObjectId.')
    if (this.known.has(id)) return report.done('payments', 'already')
    if (!gatewayOrderId || !gatewayPaymentId)
      return report.refuse('payments', id, 'It has no Razorpay ids.')
    if (this.known.has(gatewayOrderId) || this.known.has(gatewayPaymentId))
      return report.refuse('payments', id, 'Its Razorpay order or payment already exists.')

    const note = (sentence: string) => report.note('payments', id, sentence)
    const createdAt = timeOf(document.createdAt, id, note)
    const buyer = this.buyerOf(document, createdAt, run)
    if (!buyer || !run.users.has(buyer.userId))
      return report.refuse('payments', id, 'It has no learner and course, and none match its time.')
    const amountInPaise = this.amountOf(document, buyer.courseId, run)
    if (amountInPaise === undefined)
      return report.refuse('payments', id, 'It has no amount; see --prices-as-amounts.')

    for (const name of [id, gatewayOrderId, gatewayPaymentId]) this.known.add(name)
    report.done('payments', 'imported')
    if (dryRun) return
    const at = DateTime.fromJSDate(createdAt)
    const common = { id, ...buyer, amountInPaise, currency: 'INR', createdAt: at }
    const courseTitle = courses.get(buyer.courseId)?.title ?? 'A course that was deleted'
    await db.transaction(async (trx) => {
      const order = { ...common, gatewayOrderId, courseTitle, paidAt: at }
      await Order.create(order, { client: trx })
      await Payment.create({ ...common, orderId: id, gatewayPaymentId }, { client: trx })
    })
  }

  private buyerOf(document: Document, createdAt: Date, { beginnings, report }: ImportRun) {
    const userId = idOf(document.user)
    const courseId = idOf(document.course)
    if (userId && courseId) return { userId, courseId }

    const fitting = beginnings.filter(({ at, isTaken, ...one }) => {
      const later = at - createdAt.getTime()
      const isNamed = !userId || one.userId === userId
      return !isTaken && isNamed && later >= 0 && later <= SAME_CALL_IN_MS
    })
    if (fitting.length !== 1) return undefined
    const [found] = fitting
    found.isTaken = true
    report.note(
      'payments',
      document._id,
      'Its learner and course were inferred from progress made within seconds.'
    )
    return { userId: found.userId, courseId: found.courseId }
  }

  private amountOf(
    { _id, amount }: Document,
    courseId: string,
    { courses, pricesAsAmounts, report }: ImportRun
  ): number | undefined {
    const paise = amountOf(amount)
    if (paise !== undefined) return Math.round(paise)
    const price = courses.get(courseId)?.price
    if (!pricesAsAmounts || price === undefined) return undefined
    report.note('payments', _id, `Its amount was set to the current price of ${price} rupees.`)
    return price * 100
  }
}

function gatewayIdOf(value: unknown): string | undefined {
  const text = textOf(value)
  return text && text.length <= LONGEST_GATEWAY_ID ? text : undefined
}
