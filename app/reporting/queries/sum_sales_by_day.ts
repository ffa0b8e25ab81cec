import db from '@adonisjs/lucid/services/db'
import { sqlTime } from '#app/platform/sql/time'
import type { ComparedPeriod } from '#app/reporting/period'

export interface Sales {
  amountInPaise: number
  payments: number
}

/** Daily revenue of a period and the previous one, by date. Days without payments are omitted. */
export default class SumSalesByDay {
  async handle({ before, until, zone }: ComparedPeriod): Promise<Map<string, Sales>> {
    const rows = await db
      .from('payments')
      .where('created_at', '>=', sqlTime(before))
      .where('created_at', '<', sqlTime(until))
      .select(db.raw(`${dayOf()} as day`, [bindingOf({ until, zone })]))
      .sum('amount_in_paise as amount')
      .count('* as payments')
      .groupBy('day')
    return new Map(
      rows.map(({ day, amount, payments }) => [
        String(day),
        { amountInPaise: Number(amount), payments: Number(payments) },
      ])
    )
  }
}

const isPostgres = () => db.connection().dialect.name === 'postgres'

function dayOf(): string {
  return isPostgres()
    ? "to_char(created_at at time zone ?, 'YYYY-MM-DD')"
    : "date(created_at, ? || ' minutes')"
}

/**
 * SQLite has no time zones: today's UTC offset is used for all days, even before a daylight saving
 * change.
 */
function bindingOf({ until, zone }: Pick<ComparedPeriod, 'until' | 'zone'>): string {
  return isPostgres() ? zone : String(until.minus({ milliseconds: 1 }).offset)
}
