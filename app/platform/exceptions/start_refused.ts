import { Exception } from '@adonisjs/core/exceptions'

/** The application must not start as it is configured or as its surroundings are; the message says why. */
export default class StartRefused extends Exception {
  static status = 500
  static code = 'E_START_REFUSED'
}
