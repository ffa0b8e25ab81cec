import { mongo } from 'mongoose'
import Enrollment from '#app/accounts/models/enrollment'
import CourseDocument from '#app/catalog/documents/course'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import ProgressDocument from '#app/learning/documents/progress'

const DUPLICATE_KEY = 11_000

/** Makes sure that a learner who is enrolled in a course has a progress, empty at first. */
export default class StartProgress {
  /**
   * The deletion of a course removes the course first and then what hangs on it. So the course is looked for after
   * the progress was made: where both happen at once, one of the two removes it.
   *
   * @throws {CourseNotFound} after the enrollment, which opens nothing any more, was removed too
   */
  async handle({ userId, courseId }: { userId: string; courseId: string }): Promise<void> {
    const pair = { user: userId, course: courseId }
    await this.upsert(pair)
    if (await CourseDocument.exists({ _id: courseId })) return

    await ProgressDocument.deleteOne(pair)
    await Enrollment.query().where({ userId, courseId }).delete()
    throw new CourseNotFound()
  }

  private async upsert(pair: { user: string; course: string }) {
    const now = new Date()
    try {
      await ProgressDocument.updateOne(
        pair,
        { $setOnInsert: { completedLectures: [], createdAt: now, updatedAt: now } },
        { upsert: true, timestamps: false }
      )
    } catch (error) {
      // Two upserts at the same moment may both insert: the index refuses one of them.
      const isDuplicate = error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY
      if (!isDuplicate) throw error
    }
  }
}
