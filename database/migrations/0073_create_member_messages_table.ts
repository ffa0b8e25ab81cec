import { BaseSchema } from '@adonisjs/lucid/schema'

/** Messages of the board, which remain without an author when the author's account is deleted. */
export default class extends BaseSchema {
  protected tableName = 'member_messages'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.increments('id')
      table
        .integer('author_id')
        .nullable()
        .unsigned()
        .references('id')
        .inTable('members')
        .onDelete('SET NULL')
        .index()
      table.text('message').notNullable()
      table.boolean('edited').notNullable().defaultTo(false)
      table.timestamp('created_at').notNullable()
      table.timestamp('updated_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
