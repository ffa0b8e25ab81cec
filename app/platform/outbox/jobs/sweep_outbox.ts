import { inject } from '@adonisjs/core'
import { Logger } from '@adonisjs/core/logger'
import { Job } from '@adonisjs/queue'
import Outbox from '#app/platform/outbox/outbox'

/** From then on a row that is due is late: nobody works the queue, or too few do. */
const LATE_AFTER_IN_SECONDS = 60

/** Queues what is due and not queued: retries, intents whose process ended, ids that the queue lost. */
@inject()
export default class SweepOutbox extends Job<object> {
  static options = { name: 'platform.sweep_outbox', maxRetries: 0 }

  constructor(
    private outbox: Outbox,
    private logger: Logger
  ) {
    super()
  }

  async execute() {
    const [oldest, ...others] = await this.outbox.due()
    if (!oldest) return
    const lateInSeconds = Math.round(-oldest.dueAt.diffNow('seconds').seconds)
    // Alarms read this line (infra/modules/observability/jobs.tf).
    if (lateInSeconds >= LATE_AFTER_IN_SECONDS) this.logger.warn({ lateInSeconds }, 'jobs are late')
    for (const { id } of [oldest, ...others]) await this.outbox.enqueue(id)
  }
}
