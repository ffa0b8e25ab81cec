import db from '@adonisjs/lucid/services/db'
import Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import Invariant from '#app/platform/invariants/invariant'
import { rowsInBatches } from '#app/platform/invariants/batches'

export default class PaidOrdersHavePayments extends Invariant {
  readonly condition = 'Each paid order has its payment, and each payment its paid order'

  async *violations() {
    const unpaid = () =>
      Order.query()
        .whereNotNull('paidAt')
        .whereNotExists(db.from('payments').whereColumn('payments.order_id', 'orders.id'))
    for await (const orders of rowsInBatches(unpaid))
      for (const { id } of orders) yield `order ${id} is paid, but has no payment`

    const fits = ['user_id', 'course_id', 'amount_in_paise', 'currency']
    const unmatched = () =>
      Payment.query().whereNotExists((query) => {
        query.from('orders').whereColumn('orders.id', 'payments.order_id').whereNotNull('paid_at')
        for (const column of fits) query.whereColumn(`orders.${column}`, `payments.${column}`)
      })
    for await (const payments of rowsInBatches(unmatched))
      for (const { id, orderId } of payments) yield `payment ${id} does not match order ${orderId}`
  }
}
