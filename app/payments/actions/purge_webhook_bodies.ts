import { inject } from '@adonisjs/core'
import Clock from '#app/platform/clock'
import { sqlTime } from '#app/platform/sql/time'
import WebhookEvent from '#app/payments/models/webhook_event'

const KEPT_FOR = { days: 90 }

/** Removes the bodies of old webhooks, which contain contact details of payers. Their ids stay, against repetitions. */
@inject()
export default class PurgeWebhookBodies {
  constructor(private clock: Clock) {}

  async handle(): Promise<void> {
    await WebhookEvent.query()
      .whereNotNull('body')
      .where('createdAt', '<', sqlTime(this.clock.now().minus(KEPT_FOR)))
      .update({ body: null })
  }
}
