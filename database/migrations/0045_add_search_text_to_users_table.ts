import { BaseSchema } from '@adonisjs/lucid/schema'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { userSearchText } from '#app/accounts/user_search_text'
import { normalizeEmail } from '#app/identity/email'
import { batches, fillColumns } from '#app/platform/sql/fill_columns'

/**
 * Normalizes e-mails, and adds the text by which people are searched and sorted on both engines. An
 * e-mail that another account already has stays as it is; `node ace doctor` reports it.
 */
export default class extends BaseSchema {
  async up() {
    const isPostgres = this.db.dialect.name === 'postgres'
    const type = isPostgres ? 'text collate "C"' : 'text'
    // Knex would rebuild the table on SQLite, which would delete the rows that refer to it.
    this.schema.raw(`alter table users add column search_text ${type} not null default ''`)
    this.defer(async (db) => {
      for (const table of ['users', 'activations']) await normalizeEmails(db, table)
      await fillColumns<{ name: string; email: string }>(db, {
        table: 'users',
        read: ['name', 'email'],
        fill: (user) => ({ search_text: userSearchText(user) }),
      })
    })
    this.schema.raw('create index users_search_text_index on users (search_text, id)')
    this.schema.raw('drop index users_name_index')
  }

  async down() {
    this.schema.raw('create index users_name_index on users (lower(name), id)')
    this.schema.raw('drop index users_search_text_index')
    this.schema.raw('alter table users drop column search_text')
  }
}

async function normalizeEmails(db: QueryClientContract, table: string) {
  for await (const rows of batches<{ email: string }>(db, table, ['email']))
    for (const { id, email: known } of rows) {
      const email = normalizeEmail(known)
      const isTaken =
        email !== known && table === 'users' && (await db.from(table).where({ email }).first())
      if (email !== known && !isTaken) await db.from(table).where({ id }).update({ email })
    }
}
