import { BaseSchema } from '@adonisjs/lucid/schema'

const TABLES = ['enrollments', 'payments']

/** Sort order of a course's learners and payments in the dashboard. Imported ids are not in order of time. */
export default class extends BaseSchema {
  async up() {
    for (const name of TABLES) {
      this.schema.alterTable(name, (table) => {
        table.index(['course_id', 'created_at', 'id'])
        table.dropIndex(['course_id'])
      })
    }
  }

  async down() {
    for (const name of TABLES) {
      this.schema.alterTable(name, (table) => {
        table.index(['course_id'])
        table.dropIndex(['course_id', 'created_at', 'id'])
      })
    }
  }
}
