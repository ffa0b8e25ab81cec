import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Time of use. A used row is deleted once its change is known to be stored; until then it answers a
 * repeated request.
 */
export default class extends BaseSchema {
  async up() {
    for (const name of ['activations', 'password_resets'])
      this.schema.alterTable(name, (table) => {
        table.timestamp('used_at').nullable()
      })
  }

  async down() {
    for (const name of ['activations', 'password_resets'])
      this.schema.alterTable(name, (table) => {
        table.dropColumn('used_at')
      })
  }
}
