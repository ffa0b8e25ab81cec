import type { DateTime } from 'luxon'
import AuditEntry from '#app/platform/audit/audit_entry'
import { auditActions } from '#app/payments/audit_actions'
import Enrollment from '#app/accounts/models/enrollment'
import CourseDocument from '#app/catalog/documents/course'
import Order from '#app/payments/models/order'

export interface HistoryEntry {
  at: DateTime
  what: string
  /** The administrator who did it, if any. */
  by?: string
}

/** Maximum number of access changes shown; the audit log has the rest. */
const AUDIT_ENTRIES = 100

/** Describes an order with its payment, learner, access and history. */
export default class DescribeOrder {
  async handle(orderId: string) {
    const order = await Order.query()
      .where('id', orderId)
      .preload('user')
      .preload('payment')
      .firstOrFail()
    const { userId, courseId } = order
    const enrollment = await Enrollment.findBy({ userId, courseId })
    const course = await CourseDocument.findById(courseId).select('title').lean()
    const changes = await AuditEntry.query()
      .where({ targetKind: 'enrollment', targetId: userId })
      .orderBy('createdAt', 'desc')
      .limit(AUDIT_ENTRIES)
    return {
      order,
      isOpen: enrollment !== null,
      isCourseThere: course !== null,
      history: historyOf(order, enrollment, changes),
    }
  }
}

function historyOf(order: Order, enrollment: Enrollment | null, changes: AuditEntry[]) {
  const history: HistoryEntry[] = [{ at: order.createdAt, what: 'Order created' }]
  const { payment } = order
  if (payment) history.push({ at: payment.createdAt, what: 'Payment received' })
  if (enrollment && !enrollment.grantedBy)
    history.push({ at: enrollment.createdAt, what: 'Access given' })
  for (const { action, actorLabel, before, after, createdAt } of changes) {
    const isOfCourse = (after ?? before)?.courseId === order.courseId
    if (isOfCourse && isOfPayments(action))
      history.push({ at: createdAt, what: auditActions[action], by: actorLabel })
  }
  return history.sort((one, other) => one.at.toMillis() - other.at.toMillis())
}

function isOfPayments(action: string): action is keyof typeof auditActions {
  return Object.hasOwn(auditActions, action)
}
