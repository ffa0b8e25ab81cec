import { retryLostUpsert } from '#app/platform/mongo/lost_upsert'
import Enrollment from '#app/accounts/models/enrollment'
import CourseDocument from '#app/catalog/documents/course'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import ProgressDocument, { type Progress } from '#app/learning/documents/progress'

interface Learner {
  userId: string
  courseId: string
}

/** Finds or creates an enrolled learner's progress in a course. */
export default class StartProgress {
  /**
   * Deleting a course removes the course first, then its progress. The course is therefore checked after the progress
   * is created: if both happen at once, one of the two removes the progress.
   *
   * @throws {CourseNotFound} if the course was deleted; the enrollment is removed with the progress
   */
  async handle({ userId, courseId }: Learner): Promise<Progress> {
    const learner = { user: userId, course: courseId }
    const progress = await retryLostUpsert(() => this.findOrCreate(learner))
    if (await CourseDocument.exists({ _id: courseId })) return progress

    await ProgressDocument.deleteOne(learner)
    await Enrollment.query().where({ userId, courseId }).delete()
    throw new CourseNotFound()
  }

  private findOrCreate(learner: { user: string; course: string }): Promise<Progress> {
    const now = new Date()
    return ProgressDocument.findOneAndUpdate(
      learner,
      { $setOnInsert: { completedLectures: [], createdAt: now, updatedAt: now } },
      { upsert: true, returnDocument: 'after', timestamps: false }
    ).lean<Progress>()
  }
}
