import { BaseSchema } from '@adonisjs/lucid/schema'

/** Registrations that wait for their one-time code. */
export default class extends BaseSchema {
  protected tableName = 'activations'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table.string('realm', 20).notNullable()
      table.string('name', 255).notNullable()
      table.string('email', 254).notNullable()
      table.string('password', 255).notNullable()
      table.string('token_hash', 64).notNullable().unique()
      table.string('code_hash', 64).notNullable()
      table.integer('wrong_codes').notNullable().defaultTo(0)
      table.integer('resends').notNullable().defaultTo(0)
      table.timestamp('expires_at').notNullable().index()
      table.timestamp('created_at').notNullable()
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
