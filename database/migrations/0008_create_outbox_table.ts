import { BaseSchema } from '@adonisjs/lucid/schema'

/** Effects of changes, each stored until its job has succeeded. */
export default class extends BaseSchema {
  protected tableName = 'outbox'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table.string('kind', 100).notNullable()
      table.text('payload').notNullable()
      table.string('state', 10).notNullable()
      table.integer('attempts').notNullable().defaultTo(0)
      table.text('last_error').nullable()
      table.timestamp('due_at').notNullable()
      table.timestamp('created_at').notNullable()

      table.index(['due_at'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
