import type { DateTime } from 'luxon'
import type Invoice from '#app/payments/models/invoice'
import type Order from '#app/payments/models/order'
import type Refund from '#app/payments/models/refund'
import type { OwnOrder } from '#app/payments/queries/list_own_orders'

/** An order for its learner; amounts in paise. */
export function ownOrderJson({ order, refunds, invoice, creditNotes }: OwnOrder) {
  return {
    ...orderJson(order),
    invoice: invoice && documentJson(invoice),
    creditNotes: creditNotes.map((note) => ({
      ...documentJson(note),
      amount: Number(note.totalInPaise),
    })),
    refunds: refunds.map(({ amountInPaise, state, reference, createdAt }: Refund) => ({
      amount: Number(amountInPaise),
      state,
      reference,
      createdAt: timeJson(createdAt),
    })),
  }
}

export function orderJson(order: Order) {
  return {
    _id: order.id,
    course: order.courseId,
    courseTitle: order.courseTitle,
    state: order.state,
    list: Number(order.listInPaise ?? order.amountInPaise),
    discount: Number(order.discountInPaise),
    amount: Number(order.amountInPaise),
    refunded: Number(order.refundedInPaise),
    currency: order.currency,
    coupon: order.couponCode ?? null,
    createdAt: timeJson(order.createdAt),
    paidAt: timeJson(order.paidAt),
  }
}

export function documentJson({ number, issuedAt }: Invoice) {
  return { number, issuedAt: timeJson(issuedAt) }
}

export function timeJson(time: DateTime | null | undefined): string | null {
  return time?.toUTC().toISO() ?? null
}
