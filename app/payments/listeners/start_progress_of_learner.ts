import { inject } from '@adonisjs/core'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import StartProgress from '#app/learning/actions/start_progress'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Makes the progress that could not be made before the answer. */
@inject()
export default class StartProgressOfLearner implements OutboxListener<{
  userId: string
  courseId: string
}> {
  constructor(private startProgress: StartProgress) {}

  async handle(learner: { userId: string; courseId: string }) {
    try {
      await this.startProgress.handle(learner)
    } catch (error) {
      // The course went meanwhile, and the enrollment with it: there is nothing left to do.
      if (!(error instanceof CourseNotFound)) throw error
    }
  }
}
