import { BaseSchema } from '@adonisjs/lucid/schema'

/** Open streams, and the processes that hold them. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('live_hubs', (table) => {
      table.string('id', 24).primary()
      table.timestamp('seen_at').notNullable()
    })
    this.schema.createTable('live_streams', (table) => {
      table.string('id', 36).primary()
      table
        .string('hub_id', 24)
        .notNullable()
        .index()
        .references('live_hubs.id')
        .onDelete('cascade')
      table.string('topic', 30).notNullable()
      table.string('owner', 100).notNullable()
      table.timestamp('opened_at').notNullable()

      table.index(['owner', 'opened_at'])
    })
  }

  async down() {
    this.schema.dropTable('live_streams')
    this.schema.dropTable('live_hubs')
  }
}
