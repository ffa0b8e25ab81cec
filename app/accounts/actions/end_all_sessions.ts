import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import AccessTokens from '#app/accounts/access_tokens'
import { accountOf } from '#app/accounts/audited_account'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import User from '#app/accounts/models/user'

/**
 * Signs a user out of all dashboard sessions, except for one to keep, and of the learners' site.
 */
@inject()
export default class EndAllSessions {
  constructor(
    private accessTokens: AccessTokens,
    private dashboardSessions: DashboardSessions,
    private audit: Audit
  ) {}

  async handle({
    actor,
    userId,
    but,
  }: {
    actor: Actor
    userId: string
    /** Session to keep. */
    but?: string
  }): Promise<void> {
    await db.transaction(async (trx) => {
      const user = await User.query({ client: trx }).where('id', userId).forUpdate().firstOrFail()
      await this.dashboardSessions.revokeAll(userId, trx, but)
      await this.accessTokens.revokeAll(userId, trx)
      const change = { target: accountOf(user), before: { sessions: but ? 'all others' : 'all' } }
      await this.audit.record({ actor, action: 'session.ended', ...change }, trx)
    })
  }
}
