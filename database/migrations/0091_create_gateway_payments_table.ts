import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Payments of our orders as the gateway reported them: failed attempts and second payments too. The table `payments`
 * has the one that counts for each order; existing ones are taken over as captured.
 */
export default class extends BaseSchema {
  protected tableName = 'gateway_payments'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table.string('gateway_payment_id', 64).notNullable().unique()
      table.string('order_id', 24).notNullable().references('id').inTable('orders').index()
      table.string('state', 20).notNullable()
      table.bigInteger('amount_in_paise').notNullable()
      table.string('currency', 3).notNullable()
      table.string('method', 30).nullable()
      table.boolean('is_international').notNullable().defaultTo(false)
      table.bigInteger('fee_in_paise').nullable()
      table.bigInteger('tax_in_paise').nullable()
      table.bigInteger('surplus_in_paise').notNullable().defaultTo(0)
      table.text('error').nullable()
      table.text('snapshot').nullable()
      table.timestamp('captured_at').nullable()
      table.timestamp('created_at').notNullable()
      table.timestamp('updated_at').notNullable()

      table.index(['created_at', 'id'])
      table.check(
        `state in ('created', 'failed', 'authorized', 'captured', 'partially_refunded', 'refunded')`,
        [],
        'gateway_payments_state'
      )
      table.check('amount_in_paise >= 0 and surplus_in_paise >= 0', [], 'gateway_payments_amounts')
    })
    this.schema.raw(`insert into gateway_payments
      (id, gateway_payment_id, order_id, state, amount_in_paise, currency, captured_at, created_at, updated_at)
      select id, gateway_payment_id, order_id, 'captured', amount_in_paise, currency, created_at, created_at, created_at
      from payments`)
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
