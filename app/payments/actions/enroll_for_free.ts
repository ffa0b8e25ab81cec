import { inject } from '@adonisjs/core'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Outbox from '#app/platform/outbox/outbox'
import EnrollUser from '#app/accounts/actions/enroll_user'
import LearnerEnrolled, { SETTLED_WITHIN } from '#app/payments/events/learner_enrolled'
import SendCourseMail from '#app/payments/events/send_course_mail'
import AlreadyEnrolled from '#app/payments/exceptions/already_enrolled'

/** Enrolls a learner in a course that costs nothing. */
@inject()
export default class EnrollForFree {
  constructor(
    private enrollUser: EnrollUser,
    private outbox: Outbox
  ) {}

  /**
   * @returns the `LearnerEnrolled` to settle after the commit
   * @throws {AlreadyEnrolled} for all but the first of several requests
   */
  async handle(
    learner: { userId: string; courseId: string },
    trx: TransactionClientContract
  ): Promise<string> {
    const isNew = await this.enrollUser.handle(learner, trx)
    if (!isNew) throw new AlreadyEnrolled()
    await this.outbox.add(new SendCourseMail(learner), trx)
    return this.outbox.intend(new LearnerEnrolled(learner), SETTLED_WITHIN, trx)
  }
}
