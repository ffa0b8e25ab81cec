import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Refunds, whose id is the receipt and the idempotency key at the gateway, and the disputes that banks open. Both
 * remember whether they ended the learner's access, since a failed refund gives it back.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('refunds', (table) => {
      table.string('id', 24).primary()
      table.string('gateway_refund_id', 64).nullable().unique()
      table.string('order_id', 24).notNullable().references('id').inTable('orders')
      table
        .string('payment_id', 24)
        .notNullable()
        .references('id')
        .inTable('gateway_payments')
        .index()
      table.string('state', 20).notNullable()
      table.bigInteger('amount_in_paise').notNullable()
      table.string('currency', 3).notNullable()
      table.string('origin', 20).notNullable()
      table.string('cause', 30).nullable()
      table.text('reason').notNullable()
      table.string('requested_by', 255).nullable()
      table.string('speed', 20).notNullable().defaultTo('normal')
      table.boolean('keeps_enrollment').notNullable().defaultTo(false)
      table.boolean('ended_enrollment').notNullable().defaultTo(false)
      table.string('request_key', 64).nullable()
      table.text('body').nullable()
      table.string('reference', 64).nullable()
      table.text('failure').nullable()
      table.timestamp('processed_at').nullable()
      table.timestamp('created_at').notNullable()
      table.timestamp('updated_at').notNullable()

      table.unique(['order_id', 'request_key'])
      table.index(['state', 'created_at', 'id'])
      table.index(['created_at', 'id'])
      table.check(`state in ('requested', 'pending', 'failed', 'processed')`, [], 'refunds_state')
      table.check(
        `origin in ('administrator', 'console', 'system', 'gateway')`,
        [],
        'refunds_origin'
      )
      table.check('amount_in_paise > 0', [], 'refunds_amount')
    })
    this.schema.createTable('disputes', (table) => {
      table.string('id', 24).primary()
      table.string('gateway_dispute_id', 64).notNullable().unique()
      table.string('order_id', 24).notNullable().references('id').inTable('orders').index()
      table
        .string('payment_id', 24)
        .notNullable()
        .references('id')
        .inTable('gateway_payments')
        .index()
      table.string('state', 20).notNullable()
      table.string('phase', 30).nullable()
      table.string('reason_code', 100).nullable()
      table.bigInteger('amount_in_paise').notNullable()
      table.bigInteger('deducted_in_paise').notNullable().defaultTo(0)
      table.string('currency', 3).notNullable()
      table.boolean('ended_enrollment').notNullable().defaultTo(false)
      table.timestamp('respond_by').nullable()
      table.timestamp('reported_at').notNullable()
      table.timestamp('created_at').notNullable()
      table.timestamp('updated_at').notNullable()

      table.check(
        `state in ('open', 'under_review', 'won', 'lost', 'closed')`,
        [],
        'disputes_state'
      )
      table.check('amount_in_paise >= 0 and deducted_in_paise >= 0', [], 'disputes_amounts')
    })
  }

  async down() {
    this.schema.dropTable('disputes')
    this.schema.dropTable('refunds')
  }
}
