import { BaseSchema } from '@adonisjs/lucid/schema'

/** Devices that are signed in to the message board; deleting a row signs the device out. */
export default class extends BaseSchema {
  protected tableName = 'member_sessions'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 36).primary()
      table
        .integer('member_id')
        .notNullable()
        .unsigned()
        .references('id')
        .inTable('members')
        .onDelete('CASCADE')
        .index()
      table.string('ip', 45).notNullable()
      table.string('user_agent', 500).notNullable()
      table.string('location', 255).notNullable()
      table.timestamp('last_used_at').notNullable()
      table.timestamp('expires_at').notNullable().index()
      table.timestamp('created_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
