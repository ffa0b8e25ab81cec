import type { DateTime } from 'luxon'
import { csvLine } from '#app/platform/csv'
import type Order from '#app/payments/models/order'
import type Payment from '#app/payments/models/payment'
import { type MoneyFilter, ordersFitting, paymentsFitting } from '#app/payments/money_filter'

/** Rows that are in memory at once. */
const BATCH = 500

const orderColumns = (zone: string) => [
  `Ordered at (${zone})`,
  `Paid at (${zone})`,
  'Order',
  'Razorpay order',
  'Razorpay payment',
  'Course',
  'Name',
  'E-mail',
  'Amount',
  'Currency',
]

const paymentColumns = (zone: string) => [
  `Paid at (${zone})`,
  'Payment',
  'Razorpay payment',
  'Razorpay order',
  'Course',
  'Name',
  'E-mail',
  'Amount',
  'Currency',
]

/** Orders or payments that fit a filter, as lines of CSV: any number of them, a batch at a time, oldest first. */
export default class ExportMoney {
  /** @param zone of the times */
  async *orders(filter: MoneyFilter, zone: string): AsyncGenerator<string> {
    yield csvLine(orderColumns(zone))
    let last = ''
    for (;;) {
      const orders: Order[] = await ordersFitting(filter)
        .where('id', '>', last)
        .orderBy('id')
        .limit(BATCH)
        .preload('user')
        .preload('payment')
      yield orders.map((order) => orderLine(order, zone)).join('')
      if (orders.length < BATCH) return
      last = orders[orders.length - 1].id
    }
  }

  /** @param zone of the times */
  async *payments(filter: MoneyFilter, zone: string): AsyncGenerator<string> {
    yield csvLine(paymentColumns(zone))
    let last = ''
    for (;;) {
      const payments: Payment[] = await paymentsFitting(filter)
        .where('id', '>', last)
        .orderBy('id')
        .limit(BATCH)
        .preload('user')
        .preload('order')
      yield payments.map((payment) => paymentLine(payment, zone)).join('')
      if (payments.length < BATCH) return
      last = payments[payments.length - 1].id
    }
  }
}

function orderLine(order: Order, zone: string): string {
  const { user, payment } = order
  return csvLine([
    timeIn(zone, order.createdAt),
    timeIn(zone, order.paidAt),
    order.id,
    order.gatewayOrderId,
    payment?.gatewayPaymentId,
    order.courseTitle,
    user.name,
    user.email,
    order.amountInPaise / 100,
    order.currency,
  ])
}

function paymentLine(payment: Payment, zone: string): string {
  const { order, user } = payment
  return csvLine([
    timeIn(zone, payment.createdAt),
    payment.id,
    payment.gatewayPaymentId,
    order.gatewayOrderId,
    order.courseTitle,
    user.name,
    user.email,
    payment.amountInPaise / 100,
    payment.currency,
  ])
}

/** As spreadsheets know a time: they take one with an offset for text. */
function timeIn(zone: string, time: DateTime | null): string | undefined {
  return time?.setZone(zone).toFormat('yyyy-MM-dd HH:mm:ss')
}
