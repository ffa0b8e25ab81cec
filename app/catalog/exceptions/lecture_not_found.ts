import { Exception } from '@adonisjs/core/exceptions'

/** No lecture has this id. */
export default class LectureNotFound extends Exception {
  static status = 404
  static code = 'E_LECTURE_NOT_FOUND'
  static message = 'Lecture not found.'
}
