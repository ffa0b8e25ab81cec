import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * State of orders, their discount, the amount given back, and the time of the next look at the gateway. Columns are
 * added with raw SQL because SQLite accepts check constraints only as part of a column.
 *
 * Existing paid orders become `paid`. The previous release sets `paid_at` only, so a state may lag behind it.
 */
export default class extends BaseSchema {
  async up() {
    this.schema
      .raw(`alter table orders add column state varchar(20) not null default 'created' check (
      state in ('created', 'attempted', 'expired', 'paid', 'refunded')
      and (state not in ('paid', 'refunded') or paid_at is not null))`)
    this.schema.raw(`alter table orders add column discount_in_paise bigint not null default 0
      check (discount_in_paise >= 0)`)
    this.schema.raw(`alter table orders add column list_in_paise bigint
      check (list_in_paise is null or list_in_paise - discount_in_paise = amount_in_paise)`)
    this.schema.raw(`alter table orders add column refunded_in_paise bigint not null default 0
      check (refunded_in_paise >= 0)`)
    this.schema.raw('alter table orders add column checks integer not null default 0')
    this.schema.alterTable('orders', (table) => {
      table.string('coupon_code', 32).nullable()
      table.timestamp('next_check_at').nullable().index()
    })
    this.schema.raw(`update orders set list_in_paise = amount_in_paise,
      state = case when paid_at is null then 'created' else 'paid' end,
      next_check_at = case when paid_at is null then created_at end`)
    this.schema.alterTable('orders', (table) => {
      table.index(['state', 'created_at', 'id', 'amount_in_paise'])
    })
  }

  async down() {
    this.schema.alterTable('orders', (table) => {
      table.dropIndex(['state', 'created_at', 'id', 'amount_in_paise'])
      table.dropIndex(['next_check_at'])
    })
    const added = ['next_check_at', 'coupon_code', 'checks', 'refunded_in_paise', 'list_in_paise']
    for (const column of [...added, 'discount_in_paise', 'state'])
      this.schema.raw(`alter table orders drop column ${column}`)
  }
}
