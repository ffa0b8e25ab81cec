import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { lockAccount } from '#app/accounts/account_reference'
import Enrollment from '#app/accounts/models/enrollment'
import CourseDocument from '#app/catalog/documents/course'
import { enrollmentOf } from '#app/payments/audited_enrollment'

/**
 * Removes a learner's access to a course. Payments and progress are kept, so a learner who regains access continues
 * where they left off. Does nothing if the learner is not enrolled.
 */
@inject()
export default class RevokeEnrollment {
  constructor(private audit: Audit) {}

  /** @throws {UserNotFound} */
  async handle({
    actor,
    userId,
    courseId,
  }: {
    actor: Actor
    userId: string
    courseId: string
  }): Promise<void> {
    const course = await CourseDocument.findById(courseId).select('title').lean()
    await db.transaction(async (trx) => {
      const user = await lockAccount({ userId }, trx)
      const enrollment = await Enrollment.query({ client: trx })
        .where({ userId, courseId })
        .forUpdate()
        .first()
      if (!enrollment) return

      await enrollment.delete()
      const { grantedBy, reason, createdAt } = enrollment
      const target = enrollmentOf(user, course?.title ?? courseId)
      const before = { courseId, since: createdAt.toISO(), grantedBy, reason }
      await this.audit.record({ actor, action: 'enrollment.revoked', target, before }, trx)
    })
  }
}
