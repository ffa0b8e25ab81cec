import { Exception } from '@adonisjs/core/exceptions'

/** Thrown when refunding a payment that the payer's bank questions: the bank might take the money back as well. */
export default class DisputeOpen extends Exception {
  static status = 409
  static code = 'E_DISPUTE_OPEN'
  static message = 'This payment is disputed. Refund it when the dispute has ended.'
}
