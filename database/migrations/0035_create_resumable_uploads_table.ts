import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Uploads in parts, by owner and purpose. The old table `uploads` only supports courses and
 * lectures. Its rows are copied; the previous release keeps using it until a later release drops
 * it.
 */
export default class extends BaseSchema {
  protected tableName = 'resumable_uploads'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.string('id', 36).primary()
      table.string('owner_id', 64).notNullable()
      table.string('purpose', 60).notNullable()
      table.string('subject', 100).nullable()
      table.string('name', 255).notNullable()
      table.bigInteger('size_in_bytes').notNullable()
      table.string('reason', 500).nullable()
      table.timestamp('failed_at').nullable().index()
      table.timestamp('last_seen_at').notNullable().index()
      table.timestamp('created_at').notNullable()
      table.string('locked_by', 36).nullable()
      table.timestamp('locked_until').nullable()
      table.boolean('is_awaited').notNullable().defaultTo(false)
    })
    this.schema.raw(`
      insert into ${this.tableName}
        (id, owner_id, purpose, subject, name, size_in_bytes, reason, failed_at, last_seen_at, created_at)
      select id, user_id, 'catalog.lecture', coalesce('lecture:' || lecture_id, 'course:' || course_id),
        name, size_in_bytes, reason, failed_at, last_seen_at, created_at
      from uploads`)
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
