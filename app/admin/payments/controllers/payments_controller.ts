import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { sendCsv } from '#app/admin/layout/send_csv'
import { readTransactionFilters } from '#app/admin/payments/transaction_filters'
import Payment from '#app/payments/models/payment'
import ExportMoney from '#app/payments/queries/export_money'
import ListPayments from '#app/payments/queries/list_payments'

@inject()
export default class PaymentsController {
  constructor(
    private listPayments: ListPayments,
    private exportMoney: ExportMoney
  ) {}

  async index(ctx: HttpContext) {
    const { narrowed, listed, shown } = await readTransactionFilters(ctx)
    const list = await this.listPayments.handle(narrowed, listed)
    return ctx.view.render('admin/payments/index', { list, ...shown })
  }

  /** A payment is part of its order's page. */
  async show({ params, response }: HttpContext) {
    const { orderId } = await Payment.findOrFail(params.id)
    return response.redirect().toRoute('admin.payments.orders.show', [orderId])
  }

  async export(ctx: HttpContext) {
    const { narrowed } = await readTransactionFilters(ctx)
    const lines = this.exportMoney.payments(narrowed, zoneOf(ctx.request))
    return sendCsv(ctx, 'theta-payments.csv', lines)
  }
}
