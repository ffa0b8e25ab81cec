import type { DateTime } from 'luxon'
import { csvLine } from '#app/platform/csv'
import type Order from '#app/payments/models/order'
import type Payment from '#app/payments/models/payment'
import { type MoneyFilter, ordersFitting, paymentsFitting } from '#app/payments/money_filter'

/** Number of rows held in memory. */
const BATCH = 500

const orderColumns = (zone: string) => [
  `Ordered at (${zone})`,
  `Paid at (${zone})`,
  'Order',
  'Razorpay order',
  'Razorpay payment',
  'Course',
  'Name',
  'Email',
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
  'Email',
  'Amount',
  'Currency',
]

/** Streams matching orders or payments as lines of CSV in batches, oldest first. */
export default class ExportMoney {
  /** @param zone time zone of the exported times */
  async *orders(filter: MoneyFilter, zone: string): AsyncGenerator<string> {
    yield csvLine(orderColumns(zone))
    let last = ''
    for (;;) {
      const orders: Order[] = await ordersFitting(filter)
        .if(last, (query) => query.whereRaw(after('orders'), [last]))
        .orderBy('createdAt')
        .orderBy('id')
        .limit(BATCH)
        .preload('user')
        .preload('payment')
      yield orders.map((order) => orderLine(order, zone)).join('')
      if (orders.length < BATCH) return
      last = orders[orders.length - 1].id
    }
  }

  /** @param zone time zone of the exported times */
  async *payments(filter: MoneyFilter, zone: string): AsyncGenerator<string> {
    yield csvLine(paymentColumns(zone))
    let last = ''
    for (;;) {
      const payments: Payment[] = await paymentsFitting(filter)
        .if(last, (query) => query.whereRaw(after('payments'), [last]))
        .orderBy('createdAt')
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

/** Condition for the rows that follow one given by its id. The database compares times, whose precision differs. */
function after(table: 'orders' | 'payments'): string {
  return `(created_at, id) > (select last.created_at, last.id from ${table} last where last.id = ?)`
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

/** Formats a time without offset: spreadsheets treat times with one as text. */
function timeIn(zone: string, time: DateTime | null): string | undefined {
  return time?.setZone(zone).toFormat('yyyy-MM-dd HH:mm:ss')
}
