import { BaseSchema } from '@adonisjs/lucid/schema'

/** Who gave a course away, and why; empty where it was bought or taken for free. */
export default class extends BaseSchema {
  protected tableName = 'enrollments'

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.string('granted_by', 255).nullable()
      table.text('reason').nullable()
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumns('granted_by', 'reason')
    })
  }
}
