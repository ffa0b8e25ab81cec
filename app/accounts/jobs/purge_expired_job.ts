import { inject } from '@adonisjs/core'
import { Job } from '@adonisjs/queue'
import PurgeExpired from '#app/accounts/actions/purge_expired'

/** Runs once a day. */
@inject()
export default class PurgeExpiredJob extends Job<object> {
  static options = { name: 'accounts.purge_expired', maxRetries: 3 }

  constructor(private purgeExpired: PurgeExpired) {
    super()
  }

  async execute() {
    await this.purgeExpired.handle()
  }
}
