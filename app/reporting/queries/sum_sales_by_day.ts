import db from '@adonisjs/lucid/services/db'
import { localDate } from '#app/platform/sql/local_date'
import { moneyMoves, type Revenue, REVENUE_COLUMNS, revenueOf } from '#app/reporting/money_moves'
import type { ComparedPeriod } from '#app/reporting/period'

/**
 * Daily revenue of a period and the previous one, by date in the period's zone. Days on which no money moved are
 * omitted.
 */
export default class SumSalesByDay {
  async handle({
    before,
    until,
  }: Pick<ComparedPeriod, 'before' | 'until'>): Promise<Map<string, Revenue>> {
    const day = localDate('moves.moved_at', { from: before, until })
    const rows = await moneyMoves({ from: before, until })
      .select(db.raw(`${day.sql} as day`, day.bindings), db.raw(REVENUE_COLUMNS))
      .groupBy('day')
    return new Map(rows.map((row) => [String(row.day), revenueOf(row)]))
  }
}
