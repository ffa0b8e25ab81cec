import { inject } from '@adonisjs/core'
import type SignedInUser from '#app/accounts/signed_in_user'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import { isPublished } from '#app/catalog/documents/lecture'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import StartProgress from '#app/learning/actions/start_progress'
import ProgressDocument, { type Progress } from '#app/learning/documents/progress'
import NotEnrolled from '#app/learning/exceptions/not_enrolled'

export interface MeasuredProgress {
  progress: Progress
  /** Ids of completed lectures that are still visible. */
  completed: string[]
  lectureCount: number
}

/** Measures a learner's progress in a course. Creates the progress of imported enrollments. */
@inject()
export default class MeasureProgress {
  constructor(
    private catalog: CatalogCache,
    private startProgress: StartProgress
  ) {}

  /**
   * @returns undefined for an administrator who is not enrolled
   * @throws {CourseNotFound}
   * @throws {NotEnrolled}
   */
  async handle({
    user,
    courseId,
  }: {
    user: SignedInUser
    courseId: string
  }): Promise<MeasuredProgress | null> {
    if (!(await this.catalog.course(courseId))) throw new CourseNotFound()
    if (!user.isEnrolledIn(courseId)) {
      if (user.isAdministrator) return null
      throw new NotEnrolled()
    }

    const learner = { userId: user.id, courseId }
    const progress = (await this.find(learner)) ?? (await this.startProgress.handle(learner))
    const all = await this.catalog.lecturesOf(courseId)
    const lectures = all.filter(isPublished)
    const shown = new Set(lectures.map(({ _id }) => _id.toHexString()))
    const completed = progress.completedLectures.map((id) => id.toHexString())
    return {
      progress,
      completed: completed.filter((id) => shown.has(id)),
      lectureCount: lectures.length,
    }
  }

  private find({ userId, courseId }: { userId: string; courseId: string }) {
    return ProgressDocument.findOne({ user: userId, course: courseId }).lean<Progress>()
  }
}
