import { inject } from '@adonisjs/core'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'

export interface LectureInput {
  courseId: string
  title: string
  description: string
  /** The stored media's key. */
  video: string
}

/** Adds a lecture at the end of a course. */
@inject()
export default class AddLecture {
  constructor(private changes: CatalogChanges) {}

  /** @throws {CourseNotFound} also when the course was deleted in the meantime */
  async handle({ courseId, ...input }: LectureInput): Promise<Lecture> {
    return this.changes.record(async () => {
      const last = await LectureDocument.findOne({ course: courseId })
        .sort({ position: -1, _id: -1 })
        .lean()
      const position = (last?.position ?? 0) + 1
      const lecture = await LectureDocument.create({ ...input, course: courseId, position })

      if (!(await CourseDocument.exists({ _id: courseId }))) {
        await lecture.deleteOne()
        throw new CourseNotFound()
      }
      return lecture.toObject()
    })
  }
}
