import db from '@adonisjs/lucid/services/db'
import { pageOf } from '#app/platform/pagination'
import type Payment from '#app/payments/models/payment'
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
      total,
      paidInPaise: Number(totals.paid_in_paise),
      page,
      pages,
    }
  }
}
