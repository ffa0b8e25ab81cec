import { BaseSchema } from '@adonisjs/lucid/schema'

/** Received payments. A unique index allows one per order, however often it is verified. */
export default class extends BaseSchema {
  protected tableName = 'payments'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table.string('order_id', 24).notNullable().unique().references('id').inTable('orders')
      table.string('gateway_payment_id', 64).notNullable().unique()
      table.string('user_id', 24).notNullable().references('id').inTable('users').index()
      table.string('course_id', 24).notNullable().index()
      table.bigInteger('amount_in_paise').notNullable()
      table.string('currency', 3).notNullable()
      table.timestamp('created_at').notNullable().index()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
