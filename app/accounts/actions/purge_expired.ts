import { inject } from '@adonisjs/core'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { sqlTime } from '#app/platform/sql/time'
import AccessTokens from '#app/accounts/access_tokens'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import Activation from '#app/accounts/models/activation'
import PasswordReset from '#app/accounts/models/password_reset'

/**
 * Deletes expired access tokens, sessions and password resets, and registrations a day after their
 * last code expired.
 */
@inject()
export default class PurgeExpired {
  constructor(
    private accessTokens: AccessTokens,
    private dashboardSessions: DashboardSessions
  ) {}

  async handle(): Promise<{
    tokens: number
    dashboardSessions: number
    sessions: number
    activations: number
    resets: number
  }> {
    const now = DateTime.utc()
    const aDayAgo = sqlTime(now.minus({ days: 1 }))
    return {
      tokens: await this.accessTokens.purge(),
      dashboardSessions: await this.dashboardSessions.purge(),
      sessions: Number(
        await db.from('sessions').where('expires_at', '<=', now.toJSDate()).delete()
      ),
      activations: Number(await Activation.query().where('expiresAt', '<', aDayAgo).delete()),
      resets: Number(await PasswordReset.query().where('expiresAt', '<', sqlTime(now)).delete()),
    }
  }
}
