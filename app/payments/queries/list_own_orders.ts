import { inject } from '@adonisjs/core'
import Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import FindInvoices, { type OrderInvoices } from '#app/payments/queries/find_invoices'

export interface OwnOrder extends OrderInvoices {
  order: Order
  refunds: Refund[]
}

/** Lists a page of a learner's own orders, newest first, with refunds and invoices. */
@inject()
export default class ListOwnOrders {
  constructor(private findInvoices: FindInvoices) {}

  async handle({
    userId,
    page,
    limit,
  }: {
    userId: string
    page: number
    limit: number
  }): Promise<{ orders: OwnOrder[]; total: number }> {
    const own = () => Order.query().where('userId', userId)
    const [{ total }] = await own().count('* as total').pojo<{ total: number }>()
    const orders = await own()
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .offset((page - 1) * limit)
      .limit(limit)
    const ids = orders.map(({ id }) => id)
    const refunds = await Refund.query().whereIn('orderId', ids).orderBy('id')
    const invoices = await this.findInvoices.of(ids)
    const none = { invoice: null, creditNotes: [] }
    return {
      total: Number(total),
      orders: orders.map((order) => ({
        order,
        refunds: refunds.filter(({ orderId }) => orderId === order.id),
        ...(invoices.get(order.id) ?? none),
      })),
    }
  }
}
