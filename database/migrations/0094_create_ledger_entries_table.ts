import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Changes of orders, payments, refunds, disputes and the access they give, numbered for each order. Triggers prevent
 * updates and deletions. The entries refer to orders without a foreign key, because a restored backup replaces orders
 * but keeps these.
 */
export default class extends BaseSchema {
  protected tableName = 'ledger_entries'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table.string('order_id', 24).notNullable()
      table.integer('number').notNullable()
      table.string('target_kind', 20).notNullable()
      table.string('target_id', 24).notNullable()
      table.string('from_state', 20).nullable()
      table.string('to_state', 20).notNullable()
      table.string('source', 20).notNullable()
      table.string('actor_id', 24).nullable()
      table.string('actor_label', 255).nullable()
      table.text('facts').notNullable()
      table.timestamp('created_at').notNullable()

      table.unique(['order_id', 'number'])
      table.index(['target_kind', 'target_id', 'number'])
      table.check(
        `source in ('callback', 'webhook', 'reconciliation', 'administrator', 'console', 'system')`,
        [],
        'ledger_entries_source'
      )
      table.check(
        `target_kind in ('order', 'payment', 'refund', 'dispute', 'enrollment')`,
        [],
        'ledger_entries_target'
      )
    })
    this.takeOver('orders', `id, id, 1, 'order', id, state, coalesce(paid_at, created_at)`)
    this.takeOver(
      'gateway_payments',
      `'f' || substr(id, 2), order_id, 2, 'payment', id, state, created_at`
    )
    this.protect()
  }

  async down() {
    this.schema.dropTable(this.tableName)
    if (this.isPostgres()) this.schema.raw('drop function refuse_ledger_change()')
  }

  /**
   * Imported orders and payments share their ids, so the ids of the payments' entries begin with another digit, which
   * no id has that begins with a time of this century.
   */
  private takeOver(table: string, values: string) {
    this.schema.raw(`insert into ledger_entries
      (id, order_id, number, target_kind, target_id, to_state, created_at, source, facts)
      select ${values}, 'system', '{"takenOver":true}' from ${table}`)
  }

  private protect() {
    if (this.isPostgres()) {
      this.schema.raw(`
        create or replace function refuse_ledger_change() returns trigger language plpgsql as
        $$ begin raise exception 'ledger entries are append-only'; end $$`)
      this.schema.raw(`
        create trigger ledger_entries_append_only before update or delete or truncate on ledger_entries
        for each statement execute function refuse_ledger_change()`)
      return
    }
    for (const change of ['update', 'delete']) {
      this.schema.raw(`
        create trigger ledger_entries_no_${change} before ${change} on ledger_entries
        begin select raise(abort, 'ledger entries are append-only'); end`)
    }
  }

  private isPostgres() {
    return this.db.dialect.name === 'postgres'
  }
}
