import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Single row whose number increases with each change of the catalog, by which processes detect a
 * stale cache.
 */
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
