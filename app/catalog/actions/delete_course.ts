import { inject } from '@adonisjs/core'
import Outbox from '#app/platform/outbox/outbox'
import CourseDocument from '#app/catalog/documents/course'
import CourseDeleted from '#app/catalog/events/course_deleted'
import DeletionDelayed from '#app/catalog/exceptions/deletion_delayed'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'

/**
 * Deletes a course with all that hangs on it; learners who paid keep their payment records. What fails on the way
 * is tried again until nothing is left.
 */
@inject()
export default class DeleteCourse {
  constructor(private outbox: Outbox) {}

  /**
   * @throws {CourseNotFound}
   * @throws {DeletionDelayed} when it could not even begin
   */
  async handle({ courseId }: { courseId: string }): Promise<void> {
    const course = await CourseDocument.findById(courseId).select('image').lean()
    if (!course) throw new CourseNotFound()

    const intent = await this.outbox.intend(new CourseDeleted({ courseId, image: course.image }))
    const isDone = await this.outbox.settle(intent)
    if (!isDone && (await CourseDocument.exists({ _id: courseId }))) throw new DeletionDelayed()
  }
}
