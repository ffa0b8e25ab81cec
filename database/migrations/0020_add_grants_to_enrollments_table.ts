import { BaseSchema } from '@adonisjs/lucid/schema'

/** Administrator who granted a course, and the reason; empty if it was bought or free. */
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
