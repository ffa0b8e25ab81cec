import { BaseSchema } from '@adonisjs/lucid/schema'

/** Id of the job that will delete a message. Until then it is hidden, and can be restored. */
export default class extends BaseSchema {
  protected tableName = 'member_messages'

  async up() {
    this.schema.alterTable(this.tableName, (table) => {
      table.string('deletion', 24).nullable()
    })
  }

  async down() {
    this.schema.alterTable(this.tableName, (table) => {
      table.dropColumn('deletion')
    })
  }
}
