import { BaseSchema } from '@adonisjs/lucid/schema'

/** Sort orders of the dashboard's list of people. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('users', (table) => {
      table.index(['realm', 'created_at', 'id'])
    })
    this.schema.raw('create index users_name_index on users (realm, lower(name), id)')
  }

  async down() {
    this.schema.raw('drop index users_name_index')
    this.schema.alterTable('users', (table) => {
      table.dropIndex(['realm', 'created_at', 'id'])
    })
  }
}
