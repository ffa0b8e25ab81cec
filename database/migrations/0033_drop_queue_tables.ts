import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The queue carried ids of outbox rows, which workers now find themselves. The release before used these tables only
 * where no REDIS_URL was set, so in one process that is replaced as a whole.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.dropTableIfExists('queue_schedules')
    this.schema.dropTableIfExists('queue_jobs')
  }

  async down() {}
}
