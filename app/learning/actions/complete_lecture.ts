import { Types } from 'mongoose'
import { inject } from '@adonisjs/core'
import { retryLostUpsert } from '#app/platform/mongo/lost_upsert'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import LectureDocument, { isPublished } from '#app/catalog/documents/lecture'
import LectureNotFound from '#app/catalog/exceptions/lecture_not_found'
import StartProgress from '#app/learning/actions/start_progress'
import ProgressDocument from '#app/learning/documents/progress'

interface Completion {
  userId: string
  courseId: string
  lectureId: string
}

/** Records that a learner has completed a lecture of a course in which they are enrolled. */
@inject()
export default class CompleteLecture {
  constructor(
    private catalog: CatalogCache,
    private startProgress: StartProgress
  ) {}

  /**
   * @returns false if it was already completed
   * @throws {LectureNotFound} if the course has no such lecture or it is hidden
   * @throws {CourseNotFound} if the course is deleted at the same time
   */
  async handle(completion: Completion): Promise<boolean> {
    const { courseId, lectureId } = completion
    const lecture = await this.catalog.lecture(lectureId)
    if (lecture?.course.toHexString() !== courseId || !isPublished(lecture))
      throw new LectureNotFound()

    const isFirst = await this.add(completion)
    // Deleting a lecture removes the lecture first, then its completions. The lecture is therefore checked after its
    // completion is stored: if both happen at once, one of the two removes the completion.
    if (isFirst && !(await LectureDocument.exists({ _id: lectureId }))) await this.undo(completion)
    return isFirst
  }

  /**
   * Adds a lecture by one atomic command, which changes nothing when it is repeated: `$addToSet` that also records the
   * time, and starts the progress of an enrollment that has none. Every completion of a lecture comes here, so the command
   * goes to the driver without Mongoose's casting.
   */
  private async add({ userId, courseId, lectureId }: Completion): Promise<boolean> {
    const lecture = new Types.ObjectId(lectureId)
    const learner = { user: new Types.ObjectId(userId), course: new Types.ObjectId(courseId) }
    const now = new Date()
    const completed = { $ifNull: ['$completedLectures', []] }
    const withLecture = {
      completedLectures: { $concatArrays: [completed, [lecture]] },
      activeAt: { $concatArrays: [{ $ifNull: ['$activeAt', []] }, [now]] },
      createdAt: { $ifNull: ['$createdAt', now] },
      updatedAt: now,
    }
    const after = {
      $cond: [{ $in: [lecture, completed] }, '$$ROOT', { $mergeObjects: ['$$ROOT', withLecture] }],
    }
    const { modifiedCount, upsertedCount } = await retryLostUpsert(() =>
      ProgressDocument.collection.updateOne(learner, [{ $replaceWith: after }], { upsert: true })
    )
    return modifiedCount + upsertedCount > 0
  }

  /** @throws {LectureNotFound | CourseNotFound} always */
  private async undo({ userId, courseId, lectureId }: Completion): Promise<never> {
    const learner = { user: userId, course: courseId }
    await ProgressDocument.updateOne(learner, { $pull: { completedLectures: lectureId } })
    await this.startProgress.handle({ userId, courseId }) // removes the progress if the course was deleted as well
    throw new LectureNotFound()
  }
}
