import { BaseSchema } from '@adonisjs/lucid/schema'

/** Contradictions about money that a person has to look at. A partial index allows one open finding per target. */
export default class extends BaseSchema {
  protected tableName = 'findings'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 24).primary()
      table.string('kind', 30).notNullable()
      table.string('target_kind', 20).notNullable()
      table.string('target_id', 255).notNullable()
      table.string('order_id', 24).nullable().references('id').inTable('orders').index()
      table.text('facts').notNullable()
      table.string('state', 10).notNullable()
      table.string('solution', 10).nullable()
      table.text('note').nullable()
      table.string('solved_by', 255).nullable()
      table.timestamp('solved_at').nullable()
      table.timestamp('created_at').notNullable()

      table.index(['state', 'created_at', 'id'])
      table.index(['kind', 'created_at', 'id'])
      table.check(
        `state in ('open', 'solved') and (state = 'solved') = (solved_at is not null)`,
        [],
        'findings_state'
      )
    })
    this.schema.raw(
      `create unique index findings_open_unique on findings (kind, target_kind, target_id) where state = 'open'`
    )
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
