import { inject } from '@adonisjs/core'
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

/** Notes that a learner has completed a lecture of a course in which they are enrolled. */
@inject()
export default class CompleteLecture {
  constructor(
    private catalog: CatalogCache,
    private startProgress: StartProgress
  ) {}

  /**
   * @returns whether it was not completed before
   * @throws {LectureNotFound} when the course has no such lecture, or does not show it
   * @throws {CourseNotFound} when the course was deleted in the meantime
   */
  async handle(completion: Completion): Promise<boolean> {
    const { userId, courseId, lectureId } = completion
    const lecture = await this.catalog.lecture(lectureId)
    if (lecture?.course.toHexString() !== courseId || !isPublished(lecture))
      throw new LectureNotFound()

    if (await this.add(completion)) return true
    if (await ProgressDocument.exists({ user: userId, course: courseId })) return false

    // An enrollment that was not bought here may have no progress yet.
    await this.startProgress.handle({ userId, courseId })
    return this.add(completion)
  }

  /** One atomic update: of any number at once each is kept, and one alone is the first of its lecture. */
  private async add({ userId, courseId, lectureId }: Completion): Promise<boolean> {
    const learner = { user: userId, course: courseId }
    const { modifiedCount } = await ProgressDocument.updateOne(
      { ...learner, completedLectures: { $ne: lectureId } },
      { $addToSet: { completedLectures: lectureId }, $push: { activeAt: new Date() } }
    )
    if (modifiedCount === 0) return false

    // The deletion of a lecture removes the lecture first and its traces then: one of the two sees the other.
    if (await LectureDocument.exists({ _id: lectureId })) return true
    await ProgressDocument.updateOne(learner, { $pull: { completedLectures: lectureId } })
    throw new LectureNotFound()
  }
}
