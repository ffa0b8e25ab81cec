import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CourseDocument, { type Course, type CourseStatus } from '#app/catalog/documents/course'
import { changesBetween, refuseStaleEdit, saveEdit } from '#app/catalog/edits'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import RemoveUnusedFile from '#app/catalog/listeners/remove_unused_file'

export interface CourseEdit {
  title: string
  description: string
  category: string
  /** Whole rupees. */
  price: number
  /** The instructor's name. */
  createdBy: string
  /** Weeks. */
  duration: number
  status: CourseStatus
  /** A new cover's key. */
  image: string
}

/** Changes what a course says of itself. A cover that is replaced goes from the store. */
@inject()
export default class UpdateCourse {
  constructor(
    private changes: CatalogChanges,
    private audit: Audit,
    private removeUnusedFile: RemoveUnusedFile
  ) {}

  /**
   * @param edits how often the course had been edited when whoever saves began; without it, whatever stands is replaced
   * @throws {CourseNotFound}
   * @throws {StaleEdit} when someone else has saved since
   */
  async handle({
    actor,
    courseId,
    edits,
    edit,
  }: {
    actor: Actor
    courseId: string
    edits?: number
    edit: Partial<CourseEdit>
  }): Promise<Course> {
    const course = await CourseDocument.findById(courseId).lean<Course>()
    if (!course) throw new CourseNotFound()
    refuseStaleEdit(course, edits)
    const { before, after } = changesBetween(course, edit)
    if (Object.keys(after).length === 0) return course

    const thing = { kind: 'course' as const, id: courseId, label: course.title }
    const changed = await this.audit.around(
      { actor, action: 'course.updated', thing, before, after },
      () => this.changes.record(() => this.save(course, after))
    )
    if (changed.image !== course.image) await this.removeUnusedFile.handle({ key: course.image })
    return changed
  }

  private async save(course: Course, after: Partial<CourseEdit>): Promise<Course> {
    const changed = await saveEdit(CourseDocument, course, after)
    if (!changed) throw new CourseNotFound()
    return changed
  }
}
