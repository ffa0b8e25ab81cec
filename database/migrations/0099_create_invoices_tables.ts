import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Invoices, receipts and credit notes, and the last number of each of their series. Triggers prevent changes: what an
 * invoice says is fixed when it is issued. Deletions are possible, because restoring a backup needs them; the doctor reports the gaps.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('document_series', (table) => {
      table.string('prefix', 2).notNullable()
      table.string('financial_year', 7).notNullable()
      table.integer('last_serial').notNullable()
      table.primary(['prefix', 'financial_year'])
      table.check('last_serial >= 0', [], 'document_series_serial')
    })
    this.schema.createTable('invoices', (table) => {
      table.string('id', 24).primary()
      table.string('kind', 20).notNullable()
      table.string('prefix', 2).notNullable()
      table.string('financial_year', 7).notNullable()
      table.integer('serial').notNullable()
      table.string('number', 16).notNullable()
      table.string('user_id', 24).notNullable().references('id').inTable('users').index()
      table.string('order_id', 24).notNullable().references('id').inTable('orders').index()
      table.string('payment_id', 24).nullable().unique().references('id').inTable('payments')
      table.string('refund_id', 24).nullable().unique().references('id').inTable('refunds')
      table.string('dispute_id', 24).nullable().unique().references('id').inTable('disputes')
      table.string('refers_id', 24).nullable().references('id').inTable('invoices').index()
      table.bigInteger('total_in_paise').notNullable()
      table.bigInteger('taxable_in_paise').notNullable()
      table.bigInteger('cgst_in_paise').notNullable()
      table.bigInteger('sgst_in_paise').notNullable()
      table.bigInteger('igst_in_paise').notNullable()
      table.integer('rate').notNullable()
      table.string('sac', 6).notNullable()
      table.string('seller_state', 2).nullable()
      table.string('place_of_supply', 2).nullable()
      table.string('buyer_gstin', 15).nullable()
      table.boolean('is_taxed').notNullable()
      table.text('snapshot').notNullable()
      table.timestamp('issued_at').notNullable()

      table.unique(['prefix', 'financial_year', 'serial'])
      table.index(['issued_at', 'id'])
      table.check(
        `(kind in ('invoice', 'receipt') and payment_id is not null and refund_id is null and dispute_id is null and refers_id is null)
        or (kind = 'credit_note' and payment_id is null and refers_id is not null and (refund_id is null) <> (dispute_id is null))`,
        [],
        'invoices_origin'
      )
      table.check(
        'total_in_paise > 0 and taxable_in_paise + cgst_in_paise + sgst_in_paise + igst_in_paise = total_in_paise and cgst_in_paise = sgst_in_paise',
        [],
        'invoices_amounts'
      )
    })
    this.protect()
  }

  async down() {
    this.schema.dropTable('invoices')
    this.schema.dropTable('document_series')
    if (this.isPostgres()) this.schema.raw('drop function refuse_invoice_change()')
  }

  private protect() {
    if (this.isPostgres()) {
      this.schema.raw(`
        create or replace function refuse_invoice_change() returns trigger language plpgsql as
        $$ begin raise exception 'invoices cannot be changed'; end $$`)
      this.schema.raw(`
        create trigger invoices_immutable before update on invoices
        for each statement execute function refuse_invoice_change()`)
      return
    }
    this.schema.raw(`
      create trigger invoices_immutable before update on invoices
      begin select raise(abort, 'invoices cannot be changed'); end`)
  }

  private isPostgres() {
    return this.db.dialect.name === 'postgres'
  }
}
