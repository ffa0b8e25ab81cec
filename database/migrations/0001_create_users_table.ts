import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  protected tableName = 'users'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table.string('realm', 20).notNullable()
      table.string('name', 255).notNullable()
      table.string('email', 254).notNullable()
      table.string('password', 255).notNullable()
      table.string('role', 10).notNullable()
      table.string('mainrole', 10).notNullable()
      table.timestamp('blocked_at').nullable()
      table.timestamp('created_at').notNullable()
      table.timestamp('updated_at').notNullable()

      table.unique(['realm', 'email'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
