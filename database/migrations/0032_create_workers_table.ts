import { BaseSchema } from '@adonisjs/lucid/schema'

/** Worker processes and their last heartbeats. */
export default class extends BaseSchema {
  protected tableName = 'workers'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table.string('host', 255).notNullable()
      table.integer('pid').notNullable()
      table.timestamp('started_at').notNullable()
      table.timestamp('seen_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
