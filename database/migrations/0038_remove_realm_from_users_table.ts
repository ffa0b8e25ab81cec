import { BaseSchema } from '@adonisjs/lucid/schema'
import StartRefused from '#app/platform/exceptions/start_refused'

/**
 * Every system has its own table of users, so users need no realm: an e-mail is unique within the
 * table. Rows of another realm must not become users of Theta, so they stop this migration.
 */
export default class extends BaseSchema {
  async up() {
    for (const table of ['users', 'activations']) await this.refuseOtherRealms(table)

    this.schema.raw('drop index users_name_index')
    this.schema.alterTable('users', (table) => {
      table.dropIndex(['realm', 'created_at', 'id'])
      table.dropUnique(['realm', 'email'])
    })
    // Knex would rebuild the table on SQLite, which would delete the rows that refer to it.
    this.schema.raw('alter table users drop column realm')
    this.schema.raw('alter table activations drop column realm')
    this.schema.alterTable('users', (table) => {
      table.unique(['email'])
      table.index(['created_at', 'id'])
    })
    this.schema.raw('create index users_name_index on users (lower(name), id)')
  }

  async down() {
    this.schema.raw('drop index users_name_index')
    this.schema.alterTable('users', (table) => {
      table.dropIndex(['created_at', 'id'])
      table.dropUnique(['email'])
    })
    for (const table of ['users', 'activations'])
      this.schema.raw(`alter table ${table} add column realm varchar(20) not null default 'theta'`)
    this.schema.alterTable('users', (table) => {
      table.unique(['realm', 'email'])
      table.index(['realm', 'created_at', 'id'])
    })
    this.schema.raw('create index users_name_index on users (realm, lower(name), id)')
  }

  /** @throws {StartRefused} */
  private async refuseOtherRealms(table: string): Promise<void> {
    const other = await this.db.from(table).whereNot('realm', 'theta').count('* as total').first()
    const total = Number(other.total)
    if (total > 0)
      throw new StartRefused(
        `The table ${table} holds ${total} ${total === 1 ? 'row' : 'rows'} of a realm other than theta, which would become users of Theta. ` +
          'Move or delete them, then run the migration again.'
      )
  }
}
