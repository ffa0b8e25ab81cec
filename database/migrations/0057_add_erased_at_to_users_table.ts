import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('users', (table) => {
      table.timestamp('erased_at').nullable()
    })
  }

  async down() {
    this.schema.raw('alter table users drop column erased_at')
  }
}
