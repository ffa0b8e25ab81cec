import { BaseSchema } from '@adonisjs/lucid/schema'

/** Authenticator apps for sign-in, one per account, and recovery codes. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('second_factors', (table) => {
      table.string('id', 24).primary()
      table
        .string('user_id', 24)
        .notNullable()
        .unique()
        .references('id')
        .inTable('users')
        .onDelete('CASCADE')
      table.text('secret').notNullable()
      table.timestamp('confirmed_at').nullable()
      table.integer('last_step').nullable()
      table.timestamp('created_at').notNullable()
    })
    this.schema.createTable('recovery_codes', (table) => {
      table.string('id', 24).primary()
      table
        .string('second_factor_id', 24)
        .notNullable()
        .references('id')
        .inTable('second_factors')
        .onDelete('CASCADE')
      table.string('code_hash', 64).notNullable()
      table.timestamp('used_at').nullable()

      table.unique(['second_factor_id', 'code_hash'])
    })
  }

  async down() {
    this.schema.dropTable('recovery_codes')
    this.schema.dropTable('second_factors')
  }
}
