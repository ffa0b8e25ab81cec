import { BaseSchema } from '@adonisjs/lucid/schema'

/** Process that runs a row, and the time at which its due time was set. */
export default class extends BaseSchema {
  protected tableName = 'outbox'

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.timestamp('due_set_at').nullable()
      table.string('held_by', 24).nullable()
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumns('due_set_at', 'held_by')
    })
  }
}
