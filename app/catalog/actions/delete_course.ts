import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { courseOf } from '#app/catalog/audited_catalog'
import CourseDocument from '#app/catalog/documents/course'
import PurgeCourse from '#app/catalog/events/purge_course'
import DeletionDelayed from '#app/catalog/exceptions/deletion_delayed'
import FindCourse from '#app/catalog/queries/find_course'

/**
 * Deletes a course with its lectures, files, enrollments and progress. Payment records are kept. Steps that fail are
 * retried until the deletion is complete.
 */
@inject()
export default class DeleteCourse {
  constructor(
    private findCourse: FindCourse,
    private outbox: Outbox,
    private audit: Audit
  ) {}

  /**
   * @throws {CourseNotFound}
   * @throws {DeletionDelayed} if the deletion could not be started
   */
  async handle({ actor, courseId }: { actor: Actor; courseId: string }): Promise<void> {
    const course = await this.findCourse.handle({ courseId })
    const change = { actor, action: 'course.deleted', target: courseOf(course) } as const
    await this.audit.around({ ...change, before: { ...course } }, () =>
      this.remove(courseId, course.image)
    )
  }

  private async remove(courseId: string, image: string): Promise<void> {
    const intent = await this.outbox.intend(new PurgeCourse({ courseId, image }))
    const isDone = await this.outbox.settle(intent)
    if (!isDone && (await CourseDocument.exists({ _id: courseId }))) throw new DeletionDelayed()
  }
}
