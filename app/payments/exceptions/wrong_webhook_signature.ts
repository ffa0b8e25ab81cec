import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for a webhook whose signature is missing, or was not made with our secret. */
export default class WrongWebhookSignature extends Exception {
  static status = 400
  static code = 'E_WRONG_SIGNATURE'
  static message = 'The signature of this event is missing or wrong.'
}
