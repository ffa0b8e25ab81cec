import vine from '@vinejs/vine'
import type { Exception } from '@adonisjs/core/exceptions'
import { isId } from '#app/platform/ids'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import LectureNotFound from '#app/catalog/exceptions/lecture_not_found'

/** An id in a query string. Malformed ids are answered with 404, as in paths, not as invalid input. */
const idOr = (NotFound: new () => Exception) =>
  vine.string().transform((value) => {
    if (!isId(value)) throw new NotFound()
    return value.toLowerCase()
  })

export const progressValidator = vine.create({ course: idOr(CourseNotFound) })

export const completionValidator = vine.create({
  course: idOr(CourseNotFound),
  lectureId: idOr(LectureNotFound),
})
