import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { lockAccount } from '#app/accounts/account_reference'
import Enrollment from '#app/accounts/models/enrollment'
import type User from '#app/accounts/models/user'
import FindCourse from '#app/catalog/queries/find_course'
import { enrollmentOf } from '#app/payments/audited_enrollment'
import SendCourseMail from '#app/payments/events/send_course_mail'
import PersonBlocked from '#app/payments/exceptions/person_blocked'
import PersonNotEnrolled from '#app/payments/exceptions/person_not_enrolled'

/** Emails a learner a link to a course, for learners who can't find it. */
@inject()
export default class ResendCourseMail {
  constructor(
    private findCourse: FindCourse,
    private outbox: Outbox,
    private audit: Audit
  ) {}

  /**
   * @returns the recipient
   * @throws {UserNotFound | CourseNotFound | PersonNotEnrolled | PersonBlocked}
   */
  async handle({
    actor,
    userId,
    courseId,
  }: {
    actor: Actor
    userId: string
    courseId: string
  }): Promise<User> {
    const { title } = await this.findCourse.handle({ courseId })
    return db.transaction(async (trx) => {
      const user = await lockAccount({ userId }, trx)
      if (user.blockedAt) throw new PersonBlocked()
      const enrollment = await Enrollment.query({ client: trx }).where({ userId, courseId }).first()
      if (!enrollment) throw new PersonNotEnrolled()

      const target = enrollmentOf(user, title)
      const after = { courseId, to: user.email }
      await this.audit.record({ actor, action: 'enrollment.mail_resent', target, after }, trx)
      await this.outbox.add(new SendCourseMail({ userId, courseId }), trx)
      return user
    })
  }
}
