import db from '@adonisjs/lucid/services/db'
import { pageOf } from '#app/platform/pagination'
import type Order from '#app/payments/models/order'
import {
  type ListedPage,
  type MoneyFilter,
  ROWS_A_PAGE,
  ordersFitting,
  sortedPage,
} from '#app/payments/money_filter'

const SUMS = `coalesce(sum(case when paid_at is not null then amount_in_paise end), 0) as paid_in_paise,
  coalesce(sum(refunded_in_paise), 0) as refunded_in_paise`

export interface OrderList {
  orders: Order[]
  total: number
  paid: number
  paidInPaise: number
  refundedInPaise: number
  page: number
  pages: number
}

/**
 * Lists a page of orders with people and payments, and totals of all matches. A page out of range means the last one.
 */
export default class ListOrders {
  async handle(filter: MoneyFilter, { sort, page: asked }: ListedPage): Promise<OrderList> {
    const totals = await ordersFitting(filter)
      .count('* as total')
      .count('paid_at as paid')
      .select(db.raw(SUMS))
      .pojo<{ total: number; paid: number; paid_in_paise: number; refunded_in_paise: number }>()
      .firstOrFail()
    const total = Number(totals.total)
    const { page, pages } = pageOf(total, { size: ROWS_A_PAGE, asked })
    const orders = await sortedPage(ordersFitting(filter), { sort, page })
      .preload('user')
      .preload('payment')

    return {
      orders,
      total,
      paid: Number(totals.paid),
      paidInPaise: Number(totals.paid_in_paise),
      refundedInPaise: Number(totals.refunded_in_paise),
      page,
      pages,
    }
  }
}
