import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { sendCsv } from '#app/admin/layout/send_csv'
import { readTransactionFilters } from '#app/admin/payments/transaction_filters'
import { razorpayLink } from '#app/admin/payments/razorpay_link'
import Payment from '#app/payments/models/payment'
import DescribeOrder from '#app/payments/queries/describe_order'
import ExportMoney from '#app/payments/queries/export_money'
import ListPayments from '#app/payments/queries/list_payments'

@inject()
export default class PaymentsController {
  constructor(
    private listPayments: ListPayments,
    private describeOrder: DescribeOrder,
    private exportMoney: ExportMoney
  ) {}

  async index(ctx: HttpContext) {
    const { narrowed, listed, shown } = await readTransactionFilters(ctx)
    const list = await this.listPayments.handle(narrowed, listed)
    return ctx.view.render('admin/payments/index', { list, ...shown })
  }

  async show({ params, view }: HttpContext) {
    const { orderId } = await Payment.findOrFail(params.id)
    const described = await this.describeOrder.handle(orderId)
    return view.render('admin/payments/show', { ...described, razorpay: razorpayLink })
  }

  async export(ctx: HttpContext) {
    const { narrowed } = await readTransactionFilters(ctx)
    const lines = this.exportMoney.payments(narrowed, zoneOf(ctx.request))
    return sendCsv(ctx, 'theta-payments.csv', lines)
  }
}
