import type { ClientSession } from 'mongoose'
import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { courseOf } from '#app/catalog/audited_catalog'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CourseDocument, { type Course } from '#app/catalog/documents/course'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import FindCourse from '#app/catalog/queries/find_course'
import { truncate } from '#app/platform/text'

const LONGEST_TITLE = 200

/**
 * Creates a draft with the same texts and lectures. Both courses share their files, which are kept while either uses
 * them.
 */
@inject()
export default class DuplicateCourse {
  constructor(
    private findCourse: FindCourse,
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  /** @throws {CourseNotFound} */
  async handle({ actor, courseId }: { actor: Actor; courseId: string }): Promise<Course> {
    const original = await this.findCourse.handle({ courseId })
    const title = `${truncate(original.title, LONGEST_TITLE - 7)} (copy)`
    const target = { kind: 'course', id: null, label: title } as const
    return this.audit.around(
      { actor, action: 'course.duplicated', target, after: { original: courseId, title } },
      () => this.changes.record((session) => this.copy(original, title, session)),
      (copy) => ({ target: courseOf(copy) })
    )
  }

  private async copy(
    { _id, edits: _, ...original }: Course,
    title: string,
    session: ClientSession
  ): Promise<Course> {
    const now = new Date()
    const times = { createdAt: now, updatedAt: now }
    const course = { ...original, title, status: 'draft' as const, ...times }
    const [copy] = await CourseDocument.create([course], { session })
    const lectures = await LectureDocument.find({ course: _id, deletion: null })
      .session(session)
      .lean<Lecture[]>()
    await LectureDocument.insertMany(
      lectures.map(({ _id: __, edits: ___, ...lecture }) => ({
        ...lecture,
        ...times,
        course: copy._id,
      })),
      { session }
    )
    return copy.toObject()
  }
}
