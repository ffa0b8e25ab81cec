import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { lockAccount } from '#app/accounts/account_reference'
import UserNotFound from '#app/accounts/exceptions/user_not_found'
import EnrollUser from '#app/accounts/actions/enroll_user'
import FindCourse from '#app/catalog/queries/find_course'
import { enrollmentOf } from '#app/payments/audited_enrollment'
import LearnerEnrolled, { SETTLED_WITHIN } from '#app/payments/events/learner_enrolled'
import SendCourseMail from '#app/payments/events/send_course_mail'
import PersonEnrolledAlready from '#app/payments/exceptions/person_enrolled_already'

/** Enrolls a user in a course without a payment. */
@inject()
export default class GrantEnrollment {
  constructor(
    private findCourse: FindCourse,
    private enrollUser: EnrollUser,
    private outbox: Outbox,
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
    const event = await db.transaction(async (trx) => {
      const user = await lockAccount({ userId }, trx)
      if (user.erasedAt) throw new UserNotFound()
      const grant = { grantedBy: actor.label, reason }
      const isNew = await this.enrollUser.handle({ ...learner, grant }, trx)
      if (!isNew) throw new PersonEnrolledAlready()

      const target = enrollmentOf(user, title)
      const after = { courseId, reason }
      await this.audit.record({ actor, action: 'enrollment.granted', target, after }, trx)
      await this.outbox.add(new SendCourseMail(learner), trx)
      return this.outbox.intend(new LearnerEnrolled(learner), SETTLED_WITHIN, trx)
    })
    await this.outbox.settle(event)
  }
}
