import { Exception } from '@adonisjs/core/exceptions'
import type { Course } from '#app/catalog/documents/course'
import { DETAILS, missingDetails } from '#app/catalog/readiness'

const LIST = new Intl.ListFormat('en-GB')

/** Thrown when publishing courses of which one lacks details. Nothing has been published. */
export default class CourseNotReady extends Exception {
  static status = 422
  static code = 'E_COURSE_NOT_READY'

  constructor(courses: Course[]) {
    super(courses.map(sentenceFor).join(' '))
  }
}

function sentenceFor(course: Course): string {
  const missing = missingDetails(course).map((name) => DETAILS[name])
  return `“${course.title}” isn’t ready to publish. Add ${LIST.format(missing)}.`
}
