import { BaseSchema } from '@adonisjs/lucid/schema'

/** State of each schedule: its next run, and the outcome of the last one. */
export default class extends BaseSchema {
  protected tableName = 'recurring_jobs'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 100).primary()
      table.string('rule', 100).notNullable()
      table.timestamp('due_at').notNullable()
      table.timestamp('due_set_at').nullable()
      table.string('held_by', 24).nullable()
      table.integer('attempts').notNullable().defaultTo(0)
      table.text('last_error').nullable()
      table.timestamp('last_run_at').nullable()
      table.string('last_outcome', 10).nullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
