import { inject } from '@adonisjs/core'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import StartProgress from '#app/learning/actions/start_progress'
import NoteCourseGone from '#app/payments/actions/note_course_gone'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

interface Learner {
  userId: string
  courseId: string
}

/** Starts the progress of a learner who was enrolled. If the course has been deleted, the payment is given back. */
@inject()
export default class StartLearning implements OutboxListener<Learner> {
  constructor(
    private startProgress: StartProgress,
    private noteCourseGone: NoteCourseGone
  ) {}

  async handle(learner: Learner) {
    try {
      await this.startProgress.handle(learner)
    } catch (error) {
      if (error instanceof CourseNotFound) await this.noteCourseGone.handle(learner)
      throw error
    }
  }
}
