import db from '@adonisjs/lucid/services/db'
import { sqlTime } from '#app/platform/sql/time'
import type { Sales } from '#app/reporting/queries/sum_sales_by_day'
import type { ComparedPeriod } from '#app/reporting/period'

export interface BestSeller extends Sales {
  courseId: string
}

/** Courses with the highest revenue in a period. */
export default class ListBestSellers {
  async handle({ from, until }: ComparedPeriod, limit: number): Promise<BestSeller[]> {
    const rows = await db
      .from('payments')
      .where('created_at', '>=', sqlTime(from))
      .where('created_at', '<', sqlTime(until))
      .select('course_id')
      .sum('amount_in_paise as amount')
      .count('* as payments')
      .groupBy('course_id')
      .orderBy('amount', 'desc')
      .orderBy('course_id')
      .limit(limit)
    return rows.map(({ course_id: courseId, amount, payments }) => ({
      courseId,
      amountInPaise: Number(amount),
      payments: Number(payments),
    }))
  }
}
