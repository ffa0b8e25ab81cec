import { BaseSchema } from '@adonisjs/lucid/schema'

/** The latest order of each course that the payment gateway refused to create. */
export default class extends BaseSchema {
  protected tableName = 'refused_orders'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('course_id', 24).primary()
      table.bigInteger('amount_in_paise').notNullable()
      table.string('reason', 500).notNullable()
      table.timestamp('refused_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
