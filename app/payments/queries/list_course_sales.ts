import db from '@adonisjs/lucid/services/db'
import { pageOf } from '#app/platform/pagination'
import { timeFromSql } from '#app/platform/sql/time'

const PAGE_SIZE = 25

export interface CourseSale {
  id: string
  gatewayPaymentId: string
  gatewayOrderId: string
  personId: string
  personName: string
  amountInPaise: number
  paidAt: Date
}

export interface CourseSales {
  sales: CourseSale[]
  page: number
  pages: number
  /** Number of payments. */
  total: number
  /** After refunds. */
  revenueInPaise: number
  refundedInPaise: number
  /** Number of orders, paid or not. */
  orders: number
}

/** Lists a course's payments, latest first, with totals, in three queries. */
export default class ListCourseSales {
  async handle({
    courseId,
    page: asked,
  }: {
    courseId: string
    page?: number
  }): Promise<CourseSales> {
    const payments = () => db.from('payments').where('payments.course_id', courseId)
    const [sum] = await payments().count('* as total').sum('amount_in_paise as revenue')
    const [{ orders, refunded }] = await db
      .from('orders')
      .where('course_id', courseId)
      .count('* as orders')
      .sum('refunded_in_paise as refunded')
    const total = Number(sum.total)
    const { page, pages } = pageOf(total, { size: PAGE_SIZE, asked })
    const rows = await payments()
      .join('orders', 'orders.id', 'payments.order_id')
      .join('users', 'users.id', 'payments.user_id')
      .select('payments.id', 'payments.gateway_payment_id as gatewayPaymentId')
      .select('orders.gateway_order_id as gatewayOrderId')
      .select('users.id as personId', 'users.name as personName')
      .select('payments.amount_in_paise as amountInPaise', 'payments.created_at as paidAt')
      .orderBy('payments.created_at', 'desc')
      .orderBy('payments.id', 'desc')
      .forPage(page, PAGE_SIZE)

    const sales = rows.map((row) => ({
      ...row,
      amountInPaise: Number(row.amountInPaise),
      paidAt: timeFromSql(row.paidAt).toJSDate(),
    }))
    const refundedInPaise = Number(refunded ?? 0)
    const revenueInPaise = Number(sum.revenue ?? 0) - refundedInPaise
    return { sales, page, pages, total, revenueInPaise, refundedInPaise, orders: Number(orders) }
  }
}
