import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import ProgressDocument, { type Progress } from '#app/learning/documents/progress'
import EnrollmentHistory from '#app/payments/queries/enrollment_history'
import Invariant from '#app/platform/invariants/invariant'
import { inBatches } from '#app/platform/invariants/batches'
import WaitingEvents from '#app/platform/outbox/waiting_events'

/** Revoking an enrollment keeps its progress. Imported progress may lack an enrollment too. */
@inject()
export default class ProgressHasEnrollments extends Invariant {
  readonly condition = 'All progress has an enrollment, unless it was revoked'

  constructor(
    private history: EnrollmentHistory,
    private events: WaitingEvents
  ) {
    super()
  }

  async *violations() {
    const importedBefore = await this.history.lastImportAt()
    const all = ProgressDocument.find().select('user course createdAt').lean<Progress[]>().cursor()
    for await (const progress of inBatches<Progress>(all)) {
      const learners = progress.map(({ user, course }) => ({
        userId: String(user),
        courseId: String(course),
      }))
      const enrolled = await this.history.enrolled(learners)
      for (const [index, learner] of learners.entries()) {
        const { userId, courseId } = learner
        const { _id: id, createdAt } = progress[index]
        const isImported = createdAt <= importedBefore.toJSDate()
        if (enrolled.has(`${userId} ${courseId}`) || isImported) continue
        if (await this.isLeft(String(id), learner))
          yield `progress ${id} of user ${userId} in course ${courseId}`
      }
    }
  }

  /** Deleting a course removes the enrollments first, then the progress. */
  private async isLeft(id: string, learner: { userId: string; courseId: string }) {
    if (await this.history.wasEnded(learner, DateTime.fromMillis(0))) return false
    if (await this.events.mention(learner.courseId)) return false
    return (await ProgressDocument.exists({ _id: id })) !== null
  }
}
