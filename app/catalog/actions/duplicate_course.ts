import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CourseDocument, { type Course } from '#app/catalog/documents/course'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'

const LONGEST_TITLE = 200

/** Makes a draft with the same texts and lectures. Both share their files, which stay as long as one of them has them. */
@inject()
export default class DuplicateCourse {
  constructor(
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  /** @throws {CourseNotFound} */
  async handle({ actor, courseId }: { actor: Actor; courseId: string }): Promise<Course> {
    const original = await CourseDocument.findById(courseId).lean<Course>()
    if (!original) throw new CourseNotFound()

    const title = `${original.title.slice(0, LONGEST_TITLE - 7)} (copy)`
    const thing = { kind: 'course' as const, id: null, label: title }
    return this.audit.around(
      { actor, action: 'course.duplicated', thing, after: { original: courseId, title } },
      () => this.changes.record(() => this.copy(original, title)),
      ({ _id }) => ({ thing: { ...thing, id: _id.toHexString() } })
    )
  }

  private async copy({ _id, edits: _, ...original }: Course, title: string): Promise<Course> {
    const now = new Date()
    const times = { createdAt: now, updatedAt: now }
    const copy = await CourseDocument.create({ ...original, title, status: 'draft', ...times })
    const lectures = await LectureDocument.find({ course: _id, deletion: null }).lean<Lecture[]>()
    await LectureDocument.insertMany(
      lectures.map(({ _id: __, edits: ___, ...lecture }) => ({
        ...lecture,
        ...times,
        course: copy._id,
      }))
    )
    return copy.toObject()
  }
}
