import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the payment gateway refuses a request, and repeating it can't succeed. */
export default class GatewayRefused extends Exception {
  static status = 409
  static code = 'E_GATEWAY_REFUSED'

  /**
   * @param description the gateway's own words, for administrators
   * @param reason the gateway's code for the reason, if it gave one
   */
  constructor(
    readonly description: string,
    readonly reason: string | null = null
  ) {
    super(`The payment gateway refused: ${description}`)
  }
}
