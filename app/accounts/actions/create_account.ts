import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { isUniqueViolation } from '#app/platform/sql/unique_violation'
import { accountOf } from '#app/accounts/audited_account'
import Passwords from '#app/identity/passwords'
import User, { type MainRole, type Role } from '#app/accounts/models/user'
import EmailTaken from '#app/accounts/exceptions/email_taken'

export interface AccountInput {
  actor: Actor
  name: string
  email: string
  password: string
  role: Role
  mainrole: MainRole
}

/** Creates an account without an activation code: an operator vouches for the e-mail. */
@inject()
export default class CreateAccount {
  constructor(
    private passwords: Passwords,
    private audit: Audit
  ) {}

  /** @throws {EmailTaken} */
  async handle({ actor, password, ...input }: AccountInput): Promise<User> {
    const passwordHash = await this.passwords.hash(password)
    try {
      return await db.transaction(async (trx) => {
        const row = { ...input, password: passwordHash }
        const user = await User.create(row, { client: trx })
        const change = {
          actor,
          action: 'account.created',
          target: accountOf(user),
          after: input,
        } as const
        await this.audit.record(change, trx)
        return user
      })
    } catch (error) {
      throw isUniqueViolation(error) ? new EmailTaken() : error
    }
  }
}
