import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import SaveEdit from '#app/catalog/actions/save_edit'
import { courseOf } from '#app/catalog/audited_catalog'
import CourseDocument, { type Course, type CourseStatus } from '#app/catalog/documents/course'
import RemoveUnusedFile from '#app/catalog/actions/remove_unused_file'
import CourseNotReady from '#app/catalog/exceptions/course_not_ready'
import { missingDetails } from '#app/catalog/readiness'
import FindCourse from '#app/catalog/queries/find_course'

export interface CourseEdit {
  title: string
  description: string
  category: string
  /** Whole rupees; null in a draft without a price. */
  price: number | null
  /** The instructor's name. */
  createdBy: string
  /** Weeks; null in a draft without a duration. */
  duration: number | null
  status: CourseStatus
  /** A new cover's key. */
  image: string
}

/** Updates a course's details. A replaced cover is deleted from the store. */
@inject()
export default class UpdateCourse {
  constructor(
    private findCourse: FindCourse,
    private saveEdit: SaveEdit,
    private removeUnusedFile: RemoveUnusedFile
  ) {}

  /**
   * @param edits the course's edit count when editing started; without it, the current version is overwritten
   * @throws {CourseNotFound}
   * @throws {StaleEdit} if someone else has saved since
   * @throws {CourseNotReady} when publishing a course that lacks details
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
    const course = await this.findCourse.handle({ courseId })
    const result: Course = { ...course, ...edit }
    const isIncomplete = missingDetails(result).length > 0
    if (edit.status === 'published' && isIncomplete) throw new CourseNotReady([result])

    const saved = await this.saveEdit.handle<Course, CourseEdit>({
      change: { actor, action: 'course.updated', target: courseOf(course) },
      current: course,
      begunWith: edits,
      edit,
      update: (asRead, $set, session) =>
        CourseDocument.findOneAndUpdate(
          asRead,
          { $set },
          { returnDocument: 'after', session }
        ).lean<Course>(),
    })
    if (saved.image !== course.image) await this.removeUnusedFile.handle({ key: course.image })
    return saved
  }
}
