import { BaseSchema } from '@adonisjs/lucid/schema'

const TABLES = ['member_likes', 'member_bookmarks']

/** Messages that members like, and those that they keep; each at most once. */
export default class extends BaseSchema {
  async up() {
    for (const name of TABLES) {
      this.schema.createTable(name, (table) => {
        table.increments('id')
        table
          .integer('member_id')
          .notNullable()
          .unsigned()
          .references('id')
          .inTable('members')
          .onDelete('CASCADE')
        table
          .integer('message_id')
          .notNullable()
          .unsigned()
          .references('id')
          .inTable('member_messages')
          .onDelete('CASCADE')
          .index()
        table.timestamp('created_at').notNullable()
        table.unique(['member_id', 'message_id'])
      })
    }
  }

  async down() {
    for (const name of TABLES) this.schema.dropTable(name)
  }
}
