import { BaseSchema } from '@adonisjs/lucid/schema'

/** Access of users to courses. Courses are documents, so their ids are not foreign keys. */
export default class extends BaseSchema {
  protected tableName = 'enrollments'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table
        .string('user_id', 24)
        .notNullable()
        .references('id')
        .inTable('users')
        .onDelete('CASCADE')
      table.string('course_id', 24).notNullable().index()
      table.timestamp('created_at').notNullable()

      table.unique(['user_id', 'course_id'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
