import db from '@adonisjs/lucid/services/db'
import { pageOf } from '#app/platform/pagination'
import { timeFromSql } from '#app/platform/sql/time'

const PAGE_SIZE = 25

export interface ListedRedemption {
  personId: string
  personName: string
  courseId: string
  /** `null` if the coupon left nothing to pay. */
  orderId: string | null
  /** Title when the order was created. */
  courseTitle: string | null
  discountInPaise: number | null
  redeemedAt: Date
}

export interface RedemptionList {
  redemptions: ListedRedemption[]
  page: number
  pages: number
  total: number
  /** Sum of the discounts of all paid orders. */
  discountInPaise: number
}

/** Lists a page of a coupon's uses, latest first. */
export default class ListRedemptions {
  async handle({
    couponId,
    page: asked,
  }: {
    couponId: string
    page?: number
  }): Promise<RedemptionList> {
    const uses = () =>
      db
        .from('coupon_redemptions as uses')
        .leftJoin('orders', 'orders.id', 'uses.order_id')
        .where({ 'uses.coupon_id': couponId, 'uses.state': 'used' })
    const [sum] = await uses().count('* as total').sum('orders.discount_in_paise as discount')
    const total = Number(sum.total)
    const { page, pages } = pageOf(total, { size: PAGE_SIZE, asked })
    const rows = await uses()
      .join('users', 'users.id', 'uses.user_id')
      .select('uses.user_id as personId', 'users.name as personName')
      .select('uses.course_id as courseId', 'uses.order_id as orderId')
      .select('orders.course_title as courseTitle', 'orders.discount_in_paise as discountInPaise')
      .select('uses.redeemed_at as redeemedAt')
      .orderBy('uses.redeemed_at', 'desc')
      .orderBy('uses.id', 'desc')
      .forPage(page, PAGE_SIZE)
    const redemptions = rows.map((row) => ({
      ...row,
      redeemedAt: timeFromSql(row.redeemedAt).toJSDate(),
    }))
    return { redemptions, page, pages, total, discountInPaise: Number(sum.discount ?? 0) }
  }
}
