import { inject } from '@adonisjs/core'
import { Job } from '@adonisjs/queue'
import Outbox from '#app/platform/outbox/outbox'

/** Queues what is due and not queued: retries, intents whose process ended, ids that the queue lost. */
@inject()
export default class SweepOutbox extends Job<object> {
  static options = { name: 'platform.sweep_outbox', maxRetries: 0 }

  constructor(private outbox: Outbox) {
    super()
  }

  async execute() {
    for (const id of await this.outbox.due()) await this.outbox.enqueue(id)
  }
}
