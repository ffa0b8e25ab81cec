import db from '@adonisjs/lucid/services/db'
import { localDate } from '#app/platform/sql/local_date'
import { sqlTime } from '#app/platform/sql/time'
import type { ComparedPeriod } from '#app/reporting/period'

export interface Sales {
  amountInPaise: number
  payments: number
}

/**
 * Daily revenue of a period and the previous one, by date in the period's zone. Days without
 * payments are omitted.
 */
export default class SumSalesByDay {
  async handle({
    before,
    until,
  }: Pick<ComparedPeriod, 'before' | 'until'>): Promise<Map<string, Sales>> {
    const day = localDate('created_at', { from: before, until })
    const rows = await db
      .from('payments')
      .where('created_at', '>=', sqlTime(before))
      .where('created_at', '<', sqlTime(until))
      .select(db.raw(`${day.sql} as day`, day.bindings))
      .sum('amount_in_paise as amount')
      .count('* as payments')
      .groupBy('day')
    return new Map(
      rows.map(({ day: date, amount, payments }) => [
        String(date),
        { amountInPaise: Number(amount), payments: Number(payments) },
      ])
    )
  }
}
