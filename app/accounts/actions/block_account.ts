import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { accessTokens } from '#app/accounts/access_tokens'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'
import User from '#app/accounts/models/user'
import { THETA } from '#app/accounts/realms'
import UserNotFound from '#app/accounts/exceptions/user_not_found'

/** Blocks an account, which ends its sessions, or lifts the block. Doing it again changes nothing. */
export default class BlockAccount {
  /** @throws {UserNotFound} */
  async handle({ email, blocked }: { email: string; blocked: boolean }): Promise<User> {
    return db.transaction(async (trx) => {
      const user = await User.query({ client: trx })
        .where({ realm: THETA, email })
        .forUpdate()
        .first()
      if (!user) throw new UserNotFound()
      await user.merge({ blockedAt: blocked ? (user.blockedAt ?? DateTime.utc()) : null }).save()
      if (blocked) {
        await accessTokens.revokeAll(user.id, trx)
        await dashboardSessions.revokeAll(user.id, trx)
      }
      return user
    })
  }
}
