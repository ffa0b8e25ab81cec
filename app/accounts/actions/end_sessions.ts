import db from '@adonisjs/lucid/services/db'
import { accessTokens } from '#app/accounts/access_tokens'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'
import DashboardSession from '#app/accounts/models/dashboard_session'

/** Ends sessions of the dashboard. Ending one that has ended changes nothing. */
export default class EndSessions {
  /** Ends one session of a user. */
  async one({ userId, sessionId }: { userId: string; sessionId: string }): Promise<void> {
    await DashboardSession.query().where({ id: sessionId, userId }).delete()
  }

  /** Ends a user's sessions and access tokens, but the session that is to stay. */
  async all({ userId, but }: { userId: string; but?: string }): Promise<void> {
    await db.transaction(async (trx) => {
      await dashboardSessions.revokeAll(userId, trx, but)
      await accessTokens.revokeAll(userId, trx)
    })
  }
}
