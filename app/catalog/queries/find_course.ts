import CourseDocument, { type Course } from '#app/catalog/documents/course'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'

/** Reads a course from the database, bypassing the cache, for editing. */
export default class FindCourse {
  /** @throws {CourseNotFound} */
  async handle({ courseId }: { courseId: string }): Promise<Course> {
    const course = await CourseDocument.findById(courseId).lean<Course>()
    if (!course) throw new CourseNotFound()
    return course
  }
}
