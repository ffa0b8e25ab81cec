import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Progress of comparing a span of time with the gateway, so that an interrupted comparison continues. The unique lock
 * lets one process at a time compare.
 */
export default class extends BaseSchema {
  protected tableName = 'reconciliations'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table.string('request', 100).notNullable()
      table.timestamp('span_start').notNullable()
      table.timestamp('span_end').notNullable()
      table.timestamp('position').notNullable()
      table.integer('differences').notNullable().defaultTo(0)
      table.timestamp('finished_at').nullable()
      table.string('lock', 20).nullable().unique()
      table.timestamp('locked_until').nullable()
      table.timestamp('created_at').notNullable()

      table.index(['created_at'])
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
