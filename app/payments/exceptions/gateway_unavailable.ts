import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the payment gateway is unavailable, slow or sends an invalid response. The cause is logged. */
export default class GatewayUnavailable extends Exception {
  static status = 502
  static code = 'E_GATEWAY_UNAVAILABLE'
  static message =
    'The payment service is not responding. You were not charged; please try again later.'
  /** The message may be shown despite the 5xx status. */
  static isPublic = true

  constructor(options?: ErrorOptions) {
    super(undefined, options)
  }
}
