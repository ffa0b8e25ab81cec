import { Exception } from '@adonisjs/core/exceptions'

/** Thrown for webhooks that can't be verified, because their secret is not set. The gateway sends them again. */
export default class WebhooksOff extends Exception {
  static status = 503
  static code = 'E_WEBHOOKS_OFF'
  static message = 'Webhooks are not set up.'
  /** The message may be shown despite the 5xx status. */
  static isPublic = true
}
