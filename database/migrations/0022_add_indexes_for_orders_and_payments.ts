import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Sort orders of the dashboard's lists of orders and payments, with the columns of their totals.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('orders', (table) => {
      table.index(['created_at', 'id', 'paid_at', 'amount_in_paise'])
      table.index(['paid_at', 'created_at', 'id', 'amount_in_paise'])
      table.index(['amount_in_paise', 'id'])
    })
    this.schema.alterTable('payments', (table) => {
      table.index(['created_at', 'id', 'amount_in_paise'])
      table.index(['amount_in_paise', 'id'])
    })
  }

  async down() {
    this.schema.alterTable('payments', (table) => {
      table.dropIndex(['amount_in_paise', 'id'])
      table.dropIndex(['created_at', 'id', 'amount_in_paise'])
    })
    this.schema.alterTable('orders', (table) => {
      table.dropIndex(['amount_in_paise', 'id'])
      table.dropIndex(['paid_at', 'created_at', 'id', 'amount_in_paise'])
      table.dropIndex(['created_at', 'id', 'paid_at', 'amount_in_paise'])
    })
  }
}
