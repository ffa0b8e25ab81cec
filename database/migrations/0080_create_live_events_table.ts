import { BaseSchema } from '@adonisjs/lucid/schema'

/** Events for open streams, kept for a few minutes so that clients that reconnect miss none. */
export default class extends BaseSchema {
  protected tableName = 'live_events'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.bigIncrements('id')
      table.bigInteger('position').nullable().unique()
      table.string('uuid', 36).notNullable().unique()
      table.string('topic', 30).notNullable()
      table.string('name', 60).nullable()
      table.text('data').nullable()
      table.text('channels').notNullable()
      table.text('effects').notNullable()
      table.timestamp('created_at').notNullable().index()
    })
    if (this.db.dialect.name === 'postgres')
      this.schema.raw('create sequence if not exists live_event_positions as bigint')
  }

  async down() {
    this.schema.dropTable(this.tableName)
    if (this.db.dialect.name === 'postgres') this.schema.raw('drop sequence live_event_positions')
  }
}
