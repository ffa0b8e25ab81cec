import { BaseSchema } from '@adonisjs/lucid/schema'

/** Reason why a payment buys nothing, so that it is given back once it is captured. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`alter table gateway_payments add column give_back_cause varchar(30) check (
      give_back_cause in ('second_payment', 'duplicate_purchase', 'course_gone', 'account_gone'))`)
  }

  async down() {
    this.schema.raw('alter table gateway_payments drop column give_back_cause')
  }
}
