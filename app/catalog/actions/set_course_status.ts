import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { courseOf } from '#app/catalog/audited_catalog'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CourseNotReady from '#app/catalog/exceptions/course_not_ready'
import { missingDetails } from '#app/catalog/readiness'
import CourseDocument, { type Course, type CourseStatus } from '#app/catalog/documents/course'

/** Publishes or unpublishes courses, in a fixed number of queries. */
@inject()
export default class SetCourseStatus {
  constructor(
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  /**
   * @returns ids of the courses that changed; the others already had the status or no longer exist
   * @throws {CourseNotReady} if one of the courses to publish lacks details
   */
  async handle({
    actor,
    courseIds,
    status,
  }: {
    actor: Actor
    courseIds: string[]
    status: CourseStatus
  }): Promise<string[]> {
    const others = status === 'draft' ? { $ne: 'draft' as const } : ('draft' as const)
    const waiting = { _id: { $in: courseIds }, status: others }
    const courses = await CourseDocument.find(waiting).lean<Course[]>()
    if (courses.length === 0) return []
    const unready = courses.filter((course) => missingDetails(course).length > 0)
    if (status === 'published' && unready.length > 0) throw new CourseNotReady(unready)

    const before = { status: status === 'draft' ? 'published' : 'draft' }
    const changes = courses.map((course) => ({
      actor,
      action: 'course.updated' as const,
      target: courseOf(course),
      before,
      after: { status },
    }))
    const ids = courses.map(({ _id }) => _id.toHexString())
    await this.audit.aroundAll(changes, () =>
      this.changes.record((session) =>
        CourseDocument.updateMany(
          { _id: { $in: ids }, status: others },
          { $set: { status, updatedAt: new Date() }, $inc: { edits: 1 } },
          { session }
        )
      )
    )
    return ids
  }
}
