import { BaseSchema } from '@adonisjs/lucid/schema'

/** One row, whose number grows with each change of the catalog: what tells every process that its cache is old. */
export default class extends BaseSchema {
  protected tableName = 'catalog_revisions'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.integer('id').primary()
      table.bigInteger('revision').notNullable()
    })
    this.defer((db) =>
      db
        .table(this.tableName)
        .insert({ id: 1, revision: 1 })
        .then(() => {})
    )
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
