import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { newId } from '#app/platform/ids'
import { sqlTime } from '#app/platform/sql/time'

/** The administrator who granted the course, and the reason. */
export interface Grant {
  grantedBy: string
  reason: string
}

/** Enrolls a user in a course, once. */
export default class EnrollUser {
  /** @returns whether the enrollment is new */
  async handle(
    { userId, courseId, grant }: { userId: string; courseId: string; grant?: Grant },
    trx: TransactionClientContract
  ): Promise<boolean> {
    const row = {
      id: newId(),
      user_id: userId,
      course_id: courseId,
      granted_by: grant?.grantedBy,
      reason: grant?.reason,
      created_at: sqlTime(DateTime.utc()),
    }
    const inserted = await trx
      .knexQuery()
      .insert(row)
      .into('enrollments')
      .onConflict(['user_id', 'course_id'])
      .ignore()
      .returning('id')
    return inserted.length > 0
  }
}
