import app from '@adonisjs/core/services/app'
import { Job } from '@adonisjs/queue'

/** Carries an outbox row's id to a worker. Retries are the row's business, not the queue's. */
export default class WorkOutboxRow extends Job<{ id: string }> {
  static options = { name: 'platform.work_outbox_row', maxRetries: 0 }

  async execute() {
    // The outbox dispatches this job: importing it here keeps the two from waiting for one another.
    const { default: Outbox } = await import('#app/platform/outbox/outbox')
    const outbox = await app.container.make(Outbox)
    await outbox.work(this.payload.id)
  }
}
