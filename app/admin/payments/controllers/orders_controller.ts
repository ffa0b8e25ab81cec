import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { sendCsv } from '#app/admin/layout/send_csv'
import { orderBadge } from '#app/admin/payments/order_words'
import { presentOrder } from '#app/admin/payments/present_order'
import { readTransactionFilters } from '#app/admin/payments/transaction_filters'
import DescribeOrder from '#app/payments/queries/describe_order'
import ExportMoney from '#app/payments/queries/export_money'
import ListOrders from '#app/payments/queries/list_orders'

@inject()
export default class OrdersController {
  constructor(
    private listOrders: ListOrders,
    private describeOrder: DescribeOrder,
    private exportMoney: ExportMoney
  ) {}

  async index(ctx: HttpContext) {
    const { narrowed, listed, shown } = await readTransactionFilters(ctx)
    const list = await this.listOrders.handle(narrowed, listed)
    return ctx.view.render('admin/payments/orders', { list, badgeOf: orderBadge, ...shown })
  }

  async show({ params, view }: HttpContext) {
    const described = await this.describeOrder.handle(params.id)
    return view.render('admin/payments/order', presentOrder(described))
  }

  async export(ctx: HttpContext) {
    const { narrowed } = await readTransactionFilters(ctx)
    const lines = this.exportMoney.orders(narrowed, zoneOf(ctx.request))
    return sendCsv(ctx, 'theta-orders.csv', lines)
  }
}
