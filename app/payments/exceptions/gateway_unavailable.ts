import { Exception } from '@adonisjs/core/exceptions'

/** The payment gateway is away, slow, or answers what it should not; the cause says which, for the log. */
export default class GatewayUnavailable extends Exception {
  static status = 502
  static code = 'E_GATEWAY_UNAVAILABLE'
  static message =
    'The payment service does not answer. You were not charged; please try again in a while.'
  /** The message may be shown although the status is a server's. */
  static isPublic = true

  constructor(options?: ErrorOptions) {
    super(undefined, options)
  }
}
