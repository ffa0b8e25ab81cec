import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Enrollment from '#app/accounts/models/enrollment'
import CourseDocument from '#app/catalog/documents/course'
import EnrollmentHistory from '#app/payments/queries/enrollment_history'
import AuditEntry from '#app/platform/audit/audit_entry'
import Invariant from '#app/platform/invariants/invariant'
import { rowsInBatches } from '#app/platform/invariants/batches'

/** An order that pays for the enrollment, or was refunded but left it. */
const PAYING = `orders.user_id = enrollments.user_id and orders.course_id = enrollments.course_id
  and orders.paid_at is not null and (orders.state <> 'refunded' or exists (
    select 1 from refunds where refunds.order_id = orders.id and refunds.keeps_enrollment
      and refunds.state <> 'failed'))`

/** A coupon that left nothing to pay. */
const FREE_BY_COUPON = `coupon_redemptions.user_id = enrollments.user_id
  and coupon_redemptions.course_id = enrollments.course_id
  and coupon_redemptions.order_id is null and coupon_redemptions.state = 'used'`

/** Imported enrollments have no reason that is known here. */
@inject()
export default class EnrollmentsHaveReasons extends Invariant {
  readonly condition = 'Each enrollment was paid for, granted or free'

  constructor(private history: EnrollmentHistory) {
    super()
  }

  async *violations() {
    const importedBefore = await this.history.lastImportAt()
    const free = await CourseDocument.distinct('_id', { price: 0 })
    const freeCourses = new Set(free.map(String))
    for await (const enrollments of rowsInBatches(unexplained))
      for (const { id, userId, courseId, createdAt } of enrollments) {
        if (createdAt <= importedBefore || freeCourses.has(courseId)) continue
        if (await this.isGoneOrWasFree(courseId)) continue
        yield `enrollment ${id} of user ${userId} in course ${courseId}`
      }
  }

  /** Another invariant reports enrollments in missing courses. */
  private async isGoneOrWasFree(courseId: string): Promise<boolean> {
    if (!(await CourseDocument.exists({ _id: courseId }))) return true
    const changes = await AuditEntry.query().where({ targetKind: 'course', targetId: courseId })
    return changes.some(({ before, after }) => before?.price === 0 || after?.price === 0)
  }
}

function unexplained() {
  return Enrollment.query()
    .whereNull('grantedBy')
    .whereNotExists(db.from('orders').whereRaw(PAYING))
    .whereNotExists(db.from('coupon_redemptions').whereRaw(FREE_BY_COUPON))
}
