import { inject } from '@adonisjs/core'
import User from '#app/accounts/models/user'
import CourseDocument from '#app/catalog/documents/course'
import Payment from '#app/payments/models/payment'
import EnrollmentHistory from '#app/payments/queries/enrollment_history'
import Invariant from '#app/platform/invariants/invariant'
import { rowsInBatches } from '#app/platform/invariants/batches'

/** Except for imported payments, whose learners may have lost the course in the older Theta. */
@inject()
export default class PaymentsHaveEnrollments extends Invariant {
  readonly condition =
    'Each payment for an existing course has an enrollment, unless it was revoked'

  constructor(private history: EnrollmentHistory) {
    super()
  }

  async *violations() {
    const importedBefore = await this.history.lastImportAt()
    for await (const payments of rowsInBatches(() => Payment.query())) {
      const enrolled = await this.history.enrolled(payments)
      for (const payment of payments) {
        const { id, userId, courseId, createdAt } = payment
        if (enrolled.has(`${userId} ${courseId}`) || createdAt <= importedBefore) continue
        if (await this.isMissing(payment))
          yield `payment ${id} of user ${userId} for course ${courseId}`
      }
    }
  }

  /** Deleting a course removes the course first, then the enrollments. */
  private async isMissing(payment: Payment): Promise<boolean> {
    if (await this.history.wasEnded(payment, payment.createdAt)) return false
    const user = await User.find(payment.userId)
    if (user?.erasedAt) return false
    return (await CourseDocument.exists({ _id: payment.courseId })) !== null
  }
}
