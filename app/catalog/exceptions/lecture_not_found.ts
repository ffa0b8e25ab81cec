import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if no lecture has the id. */
export default class LectureNotFound extends Exception {
  static status = 404
  static code = 'E_LECTURE_NOT_FOUND'
  static message = 'Lecture not found.'
}
