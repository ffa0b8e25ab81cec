import db from '@adonisjs/lucid/services/db'
import type { Period } from '#app/platform/sql/period'
import { moneyMoves, type Revenue, REVENUE_COLUMNS, revenueOf } from '#app/reporting/money_moves'

export interface BestSeller extends Revenue {
  courseId: string
}

/** Courses with the highest revenue in a period, after refunds. */
export default class ListBestSellers {
  /** @param limit maximum number of courses; all by default */
  async handle({ from, until }: Required<Period>, limit?: number): Promise<BestSeller[]> {
    const rows = await moneyMoves({ from, until })
      .select('moves.course_id', db.raw(REVENUE_COLUMNS))
      .groupBy('moves.course_id')
      .orderByRaw('sum(moves.gross - moves.refunded) desc')
      .orderBy('moves.course_id')
      .if(limit, (query) => query.limit(limit!))
    return rows.map((row) => ({ courseId: row.course_id, ...revenueOf(row) }))
  }
}
