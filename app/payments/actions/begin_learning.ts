import { inject } from '@adonisjs/core'
import { Logger } from '@adonisjs/core/logger'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import StartProgress from '#app/learning/actions/start_progress'

/** Makes the progress of a learner who was just enrolled, so that it is there before the answer. */
@inject()
export default class BeginLearning {
  constructor(
    private startProgress: StartProgress,
    private logger: Logger
  ) {}

  /** @throws {CourseNotFound} when the course was deleted in the meantime; the enrollment is then gone too */
  async handle(learner: { userId: string; courseId: string }): Promise<void> {
    try {
      await this.startProgress.handle(learner)
    } catch (error) {
      if (error instanceof CourseNotFound) throw error
      // The enrollment stands, and the event written with it makes the progress later.
      this.logger.warn({ err: error, ...learner }, 'progress is left to the outbox')
    }
  }
}
