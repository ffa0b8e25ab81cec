import { inject } from '@adonisjs/core'
import Enrollment from '#app/accounts/models/enrollment'
import CourseDocument from '#app/catalog/documents/course'
import ProgressDocument, { type Progress } from '#app/learning/documents/progress'
import EnrollmentHistory from '#app/payments/queries/enrollment_history'
import Invariant from '#app/platform/invariants/invariant'
import { rowsInBatches } from '#app/platform/invariants/batches'
import WaitingEvents from '#app/platform/outbox/waiting_events'

/** Imported enrollments may have none: it is created when it is first needed. */
@inject()
export default class EnrollmentsHaveProgress extends Invariant {
  readonly condition = 'Each enrollment has a course, and progress in it'

  constructor(
    private history: EnrollmentHistory,
    private events: WaitingEvents
  ) {
    super()
  }

  async *violations() {
    const importedBefore = await this.history.lastImportAt()
    for await (const enrollments of rowsInBatches(() => Enrollment.query())) {
      const complete = await this.complete(enrollments)
      for (const enrollment of enrollments) {
        const { id, userId, courseId, createdAt } = enrollment
        if (complete.has(`${userId} ${courseId}`) || createdAt <= importedBefore) continue
        if (await this.isIncomplete(enrollment))
          yield `enrollment ${id} of user ${userId} in course ${courseId}`
      }
    }
  }

  /** An event waits until the progress of a new enrollment exists, or a deleted course has lost its enrollments. */
  private async isIncomplete(enrollment: Enrollment): Promise<boolean> {
    const { id, userId, courseId } = enrollment
    if (await this.events.mention(courseId, userId)) return false
    if (await this.events.mention(courseId, 'image')) return false
    const complete = await this.complete([enrollment])
    return !complete.has(`${userId} ${courseId}`) && (await Enrollment.find(id)) !== null
  }

  /** Returns learners with course and progress, as `userId courseId`. */
  private async complete(enrollments: Enrollment[]): Promise<Set<string>> {
    const course = { $in: [...new Set(enrollments.map(({ courseId }) => courseId))] }
    const user = { $in: [...new Set(enrollments.map(({ userId }) => userId))] }
    const courses = await CourseDocument.distinct('_id', { _id: course })
    const existing = new Set(courses.map(String))
    const progress = await ProgressDocument.find({ user, course })
      .select('user course')
      .lean<Progress[]>()
    const complete = progress.filter((one) => existing.has(String(one.course)))
    return new Set(complete.map((one) => `${one.user} ${one.course}`))
  }
}
