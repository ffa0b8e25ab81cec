import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when a refund is requested twice, or an idempotency key is used for another refund. */
export default class RefundRepeated extends Exception {
  static status = 409
  static code = 'E_REFUND_REPEATED'
  static message =
    'The same refund was requested a moment ago. Wait a minute if you want to make another one.'

  /** For an idempotency key that another refund has. */
  static ofKey(): RefundRepeated {
    return new RefundRepeated(
      'This idempotency key was used for a different refund. Use a new key.'
    )
  }
}
