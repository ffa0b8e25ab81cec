import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Changes made by administrators, operators and the console. Triggers prevent updates and deletions
 * of rows.
 */
export default class extends BaseSchema {
  protected tableName = 'audit_entries'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table.string('actor_id', 24).nullable()
      table.string('actor_label', 255).notNullable()
      table.string('channel', 10).notNullable()
      table.string('ip', 45).nullable()
      table.string('user_agent', 500).nullable()
      table.string('action', 60).notNullable()
      table.string('thing_kind', 30).notNullable()
      table.string('thing_id', 64).nullable()
      table.text('thing_label').notNullable()
      table.string('outcome', 10).notNullable()
      table.string('intent_id', 24).nullable().index()
      table.text('before').nullable()
      table.text('after').nullable()
      table.text('error').nullable()
      table.timestamp('created_at').notNullable()

      table.index(['created_at', 'id'])
      table.index(['actor_id', 'created_at'])
      table.index(['thing_kind', 'thing_id', 'created_at'])
    })

    if (this.db.dialect.name === 'postgres') {
      this.schema.raw(`
        create or replace function refuse_audit_change() returns trigger language plpgsql as
        $$ begin raise exception 'audit entries are append-only'; end $$`)
      this.schema.raw(`
        create trigger audit_entries_append_only before update or delete or truncate on audit_entries
        for each statement execute function refuse_audit_change()`)
      return
    }
    for (const change of ['update', 'delete']) {
      this.schema.raw(`
        create trigger audit_entries_no_${change} before ${change} on audit_entries
        begin select raise(abort, 'audit entries are append-only'); end`)
    }
  }

  async down() {
    this.schema.dropTable(this.tableName)
    if (this.db.dialect.name === 'postgres') this.schema.raw('drop function refuse_audit_change()')
  }
}
