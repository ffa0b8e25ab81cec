import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { lockAccount } from '#app/accounts/account_reference'
import EnrollUser from '#app/accounts/actions/enroll_user'
import FindCourse from '#app/catalog/queries/find_course'
import BeginLearning from '#app/payments/actions/begin_learning'
import { enrollmentOf } from '#app/payments/audited_enrollment'
import LearnerEnrolled from '#app/payments/events/learner_enrolled'
import PersonEnrolledAlready from '#app/payments/exceptions/person_enrolled_already'

/** Gives a course to someone who has not paid for it here. */
@inject()
export default class GrantEnrollment {
  constructor(
    private findCourse: FindCourse,
    private enrollUser: EnrollUser,
    private outbox: Outbox,
    private beginLearning: BeginLearning,
    private audit: Audit
  ) {}

  /**
   * @throws {UserNotFound}
   * @throws {CourseNotFound}
   * @throws {PersonEnrolledAlready}
   */
  async handle({
    actor,
    userId,
    courseId,
    reason,
  }: {
    actor: Actor
    userId: string
    courseId: string
    reason: string
  }): Promise<void> {
    const { title } = await this.findCourse.handle({ courseId })
    const learner = { userId, courseId }
    await db.transaction(async (trx) => {
      const user = await lockAccount({ userId }, trx)
      const grant = { grantedBy: actor.label, reason }
      const isNew = await this.enrollUser.handle({ ...learner, grant }, trx)
      if (!isNew) throw new PersonEnrolledAlready()

      const thing = enrollmentOf(user, title)
      const after = { courseId, reason }
      await this.audit.record({ actor, action: 'enrollment.granted', thing, after }, trx)
      await this.outbox.add(new LearnerEnrolled(learner), trx)
    })
    await this.beginLearning.handle(learner)
  }
}
