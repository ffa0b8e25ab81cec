import type { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { timeFromSql } from '#app/platform/sql/time'

export interface LatestPayment {
  id: string
  userId: string
  person: string
  courseTitle: string
  amountInPaise: number
  createdAt: DateTime
}

/** Most recent payments, with learner and course. */
export default class ListLatestPayments {
  async handle(limit: number): Promise<LatestPayment[]> {
    const rows = await db
      .from('payments')
      .join('users', 'users.id', 'payments.user_id')
      .join('orders', 'orders.id', 'payments.order_id')
      .select('payments.id', 'payments.user_id', 'users.name', 'orders.course_title')
      .select('payments.amount_in_paise', 'payments.created_at')
      .orderBy('payments.created_at', 'desc')
      .orderBy('payments.id', 'desc')
      .limit(limit)
    return rows.map((row) => ({
      id: row.id,
      userId: row.user_id,
      person: row.name,
      courseTitle: row.course_title,
      amountInPaise: Number(row.amount_in_paise),
      createdAt: timeFromSql(row.created_at),
    }))
  }
}
