import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { accessTokens } from '#app/accounts/access_tokens'
import { accountOf } from '#app/accounts/audited_account'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'
import User from '#app/accounts/models/user'
import { THETA } from '#app/accounts/realms'
import UserNotFound from '#app/accounts/exceptions/user_not_found'

/** Blocks an account, which ends its sessions, or lifts the block. Doing it again changes nothing. */
@inject()
export default class BlockAccount {
  constructor(private audit: Audit) {}

  /** @throws {UserNotFound} */
  async handle({
    actor,
    email,
    blocked,
  }: {
    actor: Actor
    email: string
    blocked: boolean
  }): Promise<User> {
    return db.transaction(async (trx) => {
      const user = await User.query({ client: trx })
        .where({ realm: THETA, email })
        .forUpdate()
        .first()
      if (!user) throw new UserNotFound()
      if (Boolean(user.blockedAt) === blocked) return user

      await user.merge({ blockedAt: blocked ? DateTime.utc() : null }).save()
      if (blocked) {
        await accessTokens.revokeAll(user.id, trx)
        await dashboardSessions.revokeAll(user.id, trx)
      }
      const action = blocked ? 'account.blocked' : 'account.unblocked'
      await this.audit.record({ actor, action, thing: accountOf(user) }, trx)
      return user
    })
  }
}
