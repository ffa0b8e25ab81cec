import { Exception } from '@adonisjs/core/exceptions'

/** Thrown if the gateway refuses to create an order, such as one of too high an amount, and a retry can't change that. */
export default class OrderRefused extends Exception {
  static status = 409
  static code = 'E_ORDER_REFUSED'
  static message =
    'This course can’t be bought right now. You were not charged. Please contact us if you want to take it.'

  /** @param reason the gateway's own words, for administrators */
  constructor(readonly reason: string) {
    super()
  }
}
