import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Uploads in parts that are in progress or have failed, with the request that currently writes to
 * each.
 */
export default class extends BaseSchema {
  protected tableName = 'uploads'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 36).primary()
      table
        .string('user_id', 24)
        .notNullable()
        .references('id')
        .inTable('users')
        .onDelete('CASCADE')
      table.string('name', 255).notNullable()
      table.bigInteger('size_in_bytes').notNullable()
      table.string('course_id', 24).nullable()
      table.string('lecture_id', 24).nullable()
      table.string('reason', 500).nullable()
      table.timestamp('failed_at').nullable().index()
      table.timestamp('last_seen_at').notNullable().index()
      table.timestamp('created_at').notNullable()
      table.string('locked_by', 36).nullable()
      table.timestamp('locked_until').nullable()
      table.boolean('is_awaited').notNullable().defaultTo(false)
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
