import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Outbox from '#app/platform/outbox/outbox'
import PasswordForgotten from '#app/accounts/events/password_forgotten'

/** Queues a reset mail. The response doesn't reveal whether the account exists. */
@inject()
export default class RequestPasswordReset {
  constructor(private outbox: Outbox) {}

  async handle({ email }: { email: string }): Promise<void> {
    await db.transaction((trx) => this.outbox.add(new PasswordForgotten({ email }), trx))
  }
}
