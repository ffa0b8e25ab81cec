import db from '@adonisjs/lucid/services/db'
import { pageOf } from '#app/platform/pagination'
import Order from '#app/payments/models/order'
import type Payment from '#app/payments/models/payment'
import Refund from '#app/payments/models/refund'
import {
  type ListedPage,
  type MoneyFilter,
  ROWS_A_PAGE,
  paymentsFitting,
  sortedPage,
} from '#app/payments/money_filter'

export interface PaymentList {
  payments: Payment[]
  total: number
  paidInPaise: number
  /** Sum of the refunds of these payments. */
  refundedInPaise: number
  page: number
  pages: number
}

/**
 * Lists a page of payments with people and orders, and totals of all matches. A page out of range means the last one.
 */
export default class ListPayments {
  async handle(filter: MoneyFilter, { sort, page: asked }: ListedPage): Promise<PaymentList> {
    const totals = await paymentsFitting(filter)
      .count('* as total')
      .select(db.raw('coalesce(sum(amount_in_paise), 0) as paid_in_paise'))
      .pojo<{ total: number; paid_in_paise: number }>()
      .firstOrFail()
    const total = Number(totals.total)
    const { page, pages } = pageOf(total, { size: ROWS_A_PAGE, asked })
    const payments = await sortedPage(paymentsFitting(filter), { sort, page })
      .preload('user')
      .preload('order')

    return {
      payments,
      refundedInPaise: await this.refunded(filter),
      total,
      paidInPaise: Number(totals.paid_in_paise),
      page,
      pages,
    }
  }

  /** Few orders have refunds, so that those are looked up first. */
  private async refunded(filter: MoneyFilter): Promise<number> {
    const refunds = Refund.query().where('state', 'processed').select('orderId')
    const [{ refunded }] = await Order.query()
      .whereIn('id', refunds)
      .whereIn('id', paymentsFitting(filter).select('orderId'))
      .sum('refunded_in_paise as refunded')
      .pojo<{ refunded: number | null }>()
    return Number(refunded ?? 0)
  }
}
