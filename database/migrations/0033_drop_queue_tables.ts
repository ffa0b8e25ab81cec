import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The queue carried ids of outbox rows, which workers now find themselves. The previous release
 * used these tables only without REDIS_URL, that is, in a single process that is replaced as a
 * whole.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.dropTableIfExists('queue_schedules')
    this.schema.dropTableIfExists('queue_jobs')
  }

  async down() {}
}
