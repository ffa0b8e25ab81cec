import db from '@adonisjs/lucid/services/db'
import type Order from '#app/payments/models/order'
import {
  type ListedPage,
  type MoneyFilter,
  ROWS_A_PAGE,
  ordersFitting,
  sorted,
} from '#app/payments/money_filter'

export interface OrderList {
  orders: Order[]
  total: number
  paid: number
  paidInPaise: number
  page: number
  pages: number
}

/** Orders with their people and payments, a page at a time (the last where a later one is asked for), and totals of all that fit. */
export default class ListOrders {
  async handle(filter: MoneyFilter, { sort, page: wanted = 1 }: ListedPage): Promise<OrderList> {
    const totals = await ordersFitting(filter)
      .count('* as total')
      .count('paid_at as paid')
      .select(db.raw(PAID_IN_PAISE))
      .pojo<{ total: number; paid: number; paid_in_paise: number }>()
      .firstOrFail()
    const total = Number(totals.total)
    const pages = Math.max(1, Math.ceil(total / ROWS_A_PAGE))
    const page = Math.min(wanted, pages)
    const orders = await sorted(ordersFitting(filter), { sort, page })
      .preload('user')
      .preload('payment')

    return {
      orders,
      total,
      paid: Number(totals.paid),
      paidInPaise: Number(totals.paid_in_paise),
      page,
      pages,
    }
  }
}

const PAID_IN_PAISE =
  'coalesce(sum(case when paid_at is not null then amount_in_paise end), 0) as paid_in_paise'
