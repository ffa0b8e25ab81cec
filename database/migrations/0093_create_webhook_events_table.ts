import { BaseSchema } from '@adonisjs/lucid/schema'

/** Events that the payment gateway has delivered, each once. Bodies are removed after 90 days. */
export default class extends BaseSchema {
  protected tableName = 'webhook_events'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table.string('event_id', 255).notNullable().unique()
      table.string('name', 100).notNullable()
      table.string('account_id', 64).nullable()
      table.text('body').nullable()
      table.string('state', 20).notNullable()
      table.text('reason').nullable()
      table.integer('attempts').notNullable().defaultTo(0)
      table.string('order_id', 24).nullable().references('id').inTable('orders').index()
      table.timestamp('occurred_at').nullable()
      table.timestamp('processed_at').nullable()
      table.timestamp('created_at').notNullable().index()

      table.index(['state', 'created_at'])
      table.check(
        `state in ('received', 'processed', 'ignored', 'failed')`,
        [],
        'webhook_events_state'
      )
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
