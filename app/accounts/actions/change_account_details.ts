import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { isUniqueViolation } from '#app/platform/sql/unique_violation'
import { lockAccount } from '#app/accounts/account_reference'
import { accountOf } from '#app/accounts/audited_account'
import EmailInUse from '#app/accounts/exceptions/email_in_use'
import PasswordReset from '#app/accounts/models/password_reset'
import type User from '#app/accounts/models/user'

/**
 * Changes a person's name and e-mail. Password links that were mailed to the previous address stop
 * working.
 */
@inject()
export default class ChangeAccountDetails {
  constructor(private audit: Audit) {}

  /** @throws {UserNotFound | EmailInUse} */
  async handle({
    actor,
    userId,
    name,
    email,
  }: {
    actor: Actor
    userId: string
    name: string
    email: string
  }): Promise<User> {
    try {
      return await db.transaction(async (trx) => {
        const user = await lockAccount({ userId }, trx)
        const before = { name: user.name, email: user.email }
        if (before.name === name && before.email === email) return user

        await user.merge({ name, email }).save()
        if (before.email !== email)
          await PasswordReset.query({ client: trx }).where('userId', userId).delete()
        const change = { target: accountOf(user), before, after: { name, email } }
        await this.audit.record({ actor, action: 'account.details_changed', ...change }, trx)
        return user
      })
    } catch (error) {
      throw isUniqueViolation(error) ? new EmailInUse() : error
    }
  }
}
