import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Users of the message board. Ids are numbers that are never used again. `username_key` is the user
 * name in lower case.
 */
export default class extends BaseSchema {
  protected tableName = 'members'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.increments('id')
      table.string('username', 50).notNullable()
      table.string('username_key', 50).notNullable().unique()
      table.string('firstname', 50).notNullable()
      table.string('middlename', 50).nullable()
      table.string('lastname', 50).nullable()
      table.string('avatar', 100).nullable().index()
      table.string('role', 10).notNullable().index()
      table.string('password', 255).notNullable()
      table.timestamp('last_active_at').notNullable()
      table.timestamp('created_at').notNullable()
      table.timestamp('updated_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
