import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { sqlTime } from '#app/platform/sql/time'
import { truncate } from '#app/platform/text'

const LONGEST_REASON = 500

/** Stores for administrators that the gateway refused an order of a course; the latest refusal counts. */
export default class RecordRefusedOrder {
  async handle({
    courseId,
    amountInPaise,
    reason,
  }: {
    courseId: string
    amountInPaise: number
    reason: string
  }): Promise<void> {
    const row = {
      course_id: courseId,
      amount_in_paise: amountInPaise,
      reason: truncate(reason, LONGEST_REASON),
      refused_at: sqlTime(DateTime.utc()),
    }
    await db.knexQuery().insert(row).into('refused_orders').onConflict('course_id').merge()
  }
}
