import { BaseSchema } from '@adonisjs/lucid/schema'
import { searchable } from '#app/platform/search_text'
import { fillColumns } from '#app/platform/sql/fill_columns'

/** Adds the texts by which the audit log is searched on both engines. */
export default class extends BaseSchema {
  async up() {
    for (const column of ['actor_search_text', 'thing_search_text'])
      this.schema.raw(`alter table audit_entries add column ${column} text not null default ''`)
    this.allowUpdates()
    this.defer((db) =>
      fillColumns<{ actor_label: string; thing_label: string }>(db, {
        table: 'audit_entries',
        read: ['actor_label', 'thing_label'],
        fill: (entry) => ({
          actor_search_text: searchable(entry.actor_label),
          thing_search_text: searchable(entry.thing_label),
        }),
      })
    )
    this.refuseUpdates()
  }

  async down() {
    for (const column of ['actor_search_text', 'thing_search_text'])
      this.schema.raw(`alter table audit_entries drop column ${column}`)
  }

  private allowUpdates() {
    this.schema.raw(
      this.db.dialect.name === 'postgres'
        ? 'alter table audit_entries disable trigger audit_entries_append_only'
        : 'drop trigger audit_entries_no_update'
    )
  }

  private refuseUpdates() {
    this.schema.raw(
      this.db.dialect.name === 'postgres'
        ? 'alter table audit_entries enable trigger audit_entries_append_only'
        : `create trigger audit_entries_no_update before update on audit_entries
           begin select raise(abort, 'audit entries are append-only'); end`
    )
  }
}
