import { BaseSchema } from '@adonisjs/lucid/schema'

/** Created the tables of a queue package that is no longer installed; 0033 drops them where they exist. */
export default class extends BaseSchema {
  async up() {}

  async down() {}
}
