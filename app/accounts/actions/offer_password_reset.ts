import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { lockAccount } from '#app/accounts/account_reference'
import { accountOf } from '#app/accounts/audited_account'
import PasswordForgotten from '#app/accounts/events/password_forgotten'
import AccountBlocked from '#app/accounts/exceptions/account_blocked'
import type User from '#app/accounts/models/user'

/** Emails a person a link to set a new password, at an administrator's request. */
@inject()
export default class OfferPasswordReset {
  constructor(
    private outbox: Outbox,
    private audit: Audit
  ) {}

  /** @throws {UserNotFound | AccountBlocked} */
  async handle({ actor, userId }: { actor: Actor; userId: string }): Promise<User> {
    return db.transaction(async (trx) => {
      const user = await lockAccount({ userId }, trx)
      if (user.blockedAt) throw new AccountBlocked()
      const target = accountOf(user)
      await this.audit.record({ actor, action: 'account.reset_offered', target }, trx)
      await this.outbox.add(new PasswordForgotten({ email: user.email }), trx)
      return user
    })
  }
}
