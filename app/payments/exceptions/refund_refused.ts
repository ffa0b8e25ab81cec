import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the gateway refuses a refund; the message contains its reason. */
export default class RefundRefused extends Exception {
  static status = 409
  static code = 'E_REFUND_REFUSED'

  constructor(reason: string) {
    super(`The payment gateway refused this refund: ${reason}`)
  }
}
