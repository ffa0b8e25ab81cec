import { BaseSchema } from '@adonisjs/lucid/schema'

/** Orders at the payment gateway, each for one learner, one course and one amount. */
export default class extends BaseSchema {
  protected tableName = 'orders'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table.string('gateway_order_id', 64).notNullable().unique()
      table.string('user_id', 24).notNullable().references('id').inTable('users').index()
      table.string('course_id', 24).notNullable().index()
      table.text('course_title').notNullable()
      table.bigInteger('amount_in_paise').notNullable()
      table.string('currency', 3).notNullable()
      table.timestamp('paid_at').nullable()
      table.timestamp('created_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
