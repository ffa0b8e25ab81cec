import { BaseSchema } from '@adonisjs/lucid/schema'

/** Sessions of the dashboard with their devices; deleting a row signs the device out. */
export default class extends BaseSchema {
  protected tableName = 'dashboard_sessions'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table
        .string('user_id', 24)
        .notNullable()
        .references('id')
        .inTable('users')
        .onDelete('CASCADE')
        .index()
      table.string('secret_hash', 64).notNullable()
      table.string('user_agent', 500).notNullable()
      table.string('ip', 45).notNullable()
      table.boolean('remembered').notNullable()
      table.timestamp('last_used_at').notNullable()
      table.timestamp('expires_at').notNullable().index()
      table.timestamp('created_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
