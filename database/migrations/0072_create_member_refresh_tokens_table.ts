import { BaseSchema } from '@adonisjs/lucid/schema'

/** Refresh tokens of a session by the hash of their `jti`; `parent_id` is the token that was exchanged. */
export default class extends BaseSchema {
  protected tableName = 'member_refresh_tokens'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.increments('id')
      table
        .string('session_id', 36)
        .notNullable()
        .references('id')
        .inTable('member_sessions')
        .onDelete('CASCADE')
        .index()
      table.string('jti_hash', 64).notNullable().unique()
      table
        .integer('parent_id')
        .nullable()
        .unsigned()
        .references('id')
        .inTable(this.tableName)
        .onDelete('SET NULL')
        .index()
      table.bigInteger('used_at').nullable() // milliseconds, since SQLite's times have none
      table.timestamp('succeeded_at').nullable()
      table.timestamp('voided_at').nullable()
      table.timestamp('expires_at').notNullable().index()
      table.timestamp('created_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
