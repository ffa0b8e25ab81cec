import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { accessTokens } from '#app/accounts/access_tokens'
import { accountOf } from '#app/accounts/audited_account'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'
import DashboardSession from '#app/accounts/models/dashboard_session'
import User from '#app/accounts/models/user'

/** Ends sessions of the dashboard and of the learners' site. Ending one that has ended changes nothing. */
@inject()
export default class EndSessions {
  constructor(private audit: Audit) {}

  /** Ends one session of a user. */
  async one({
    actor,
    userId,
    sessionId,
  }: {
    actor: Actor
    userId: string
    sessionId: string
  }): Promise<void> {
    await db.transaction(async (trx) => {
      const session = await DashboardSession.query({ client: trx })
        .where({ id: sessionId, userId })
        .forUpdate()
        .preload('user')
        .first()
      if (!session) return
      await session.delete()
      const { user, ip, userAgent } = session
      const change = { thing: accountOf(user), before: { ip, userAgent } }
      await this.audit.record({ actor, action: 'session.ended', ...change }, trx)
    })
  }

  /** Revokes one access token of a user. */
  async token({ actor, userId, tokenId }: { actor: Actor; userId: string; tokenId: number }) {
    await db.transaction(async (trx) => {
      const user = await User.query({ client: trx }).where('id', userId).firstOrFail()
      const userAgent = await accessTokens.revokeOne({ id: tokenId, userId }, trx)
      if (userAgent === null) return
      const change = { thing: accountOf(user), before: { userAgent } }
      await this.audit.record({ actor, action: 'session.ended', ...change }, trx)
    })
  }

  /** Ends a user's sessions and access tokens, but the session that is to stay. */
  async all({ actor, userId, but }: { actor: Actor; userId: string; but?: string }): Promise<void> {
    await db.transaction(async (trx) => {
      const user = await User.query({ client: trx }).where('id', userId).forUpdate().firstOrFail()
      await dashboardSessions.revokeAll(userId, trx, but)
      await accessTokens.revokeAll(userId, trx)
      const before = { sessions: but ? 'all others' : 'all' }
      await this.audit.record(
        { actor, action: 'session.ended', thing: accountOf(user), before },
        trx
      )
    })
  }
}
