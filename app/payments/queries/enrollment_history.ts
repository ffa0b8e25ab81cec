import { DateTime } from 'luxon'
import AuditEntry from '#app/platform/audit/audit_entry'
import Enrollment from '#app/accounts/models/enrollment'
import LedgerEntry from '#app/payments/models/ledger_entry'
import Order from '#app/payments/models/order'
import { sqlTime } from '#app/platform/sql/time'

interface Learner {
  userId: string
  courseId: string
}

/** Tells how learners got and lost their courses. */
export default class EnrollmentHistory {
  /** Time of the last import from an older Theta, whose records may be incomplete. */
  async lastImportAt(): Promise<DateTime> {
    const entry = await AuditEntry.query()
      .where({ action: 'theta.imported' })
      .orderBy('createdAt', 'desc')
      .first()
    return entry?.createdAt ?? DateTime.fromMillis(0)
  }

  /** Returns whether an administrator, a refund or a lost dispute has ended an enrollment since a time. */
  async wasEnded(learner: Learner, since: DateTime): Promise<boolean> {
    return (await this.wasRevoked(learner, since)) || this.wasClosed(learner, since)
  }

  private async wasRevoked({ userId, courseId }: Learner, since: DateTime): Promise<boolean> {
    const entries = await AuditEntry.query()
      .where({ action: 'enrollment.revoked', targetKind: 'enrollment', targetId: userId })
      .select('before', 'created_at')
    return entries.some(
      ({ before, createdAt }) => before?.courseId === courseId && createdAt >= since
    )
  }

  private async wasClosed(learner: Learner, since: DateTime): Promise<boolean> {
    const { userId, courseId } = learner
    const entry = await LedgerEntry.query()
      .where({ targetKind: 'enrollment', toState: 'ended' })
      .whereIn('orderId', Order.query().where({ userId, courseId }).select('id'))
      .where('createdAt', '>=', sqlTime(since))
      .first()
    return entry !== null
  }

  /** Returns those who are enrolled, as `userId courseId`. */
  async enrolled(learners: Learner[]): Promise<Set<string>> {
    const rows = await Enrollment.query()
      .whereIn('userId', [...new Set(learners.map(({ userId }) => userId))])
      .whereIn('courseId', [...new Set(learners.map(({ courseId }) => courseId))])
      .select('user_id', 'course_id')
    return new Set(rows.map(({ userId, courseId }) => `${userId} ${courseId}`))
  }
}
