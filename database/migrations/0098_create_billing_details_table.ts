import { BaseSchema } from '@adonisjs/lucid/schema'

/** Name and address that learners want on their invoices. */
export default class extends BaseSchema {
  protected tableName = 'billing_details'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('user_id', 24).primary().references('id').inTable('users').onDelete('CASCADE')
      table.string('name', 255).nullable()
      table.text('address').nullable()
      table.string('state', 2).nullable()
      table.string('pin', 6).nullable()
      table.string('gstin', 15).nullable()
      table.timestamp('updated_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
