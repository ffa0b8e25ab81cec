import { DateTime } from 'luxon'
import { sqlTime } from '#app/platform/sql/time'
import { accessTokens } from '#app/accounts/access_tokens'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'
import Activation from '#app/accounts/models/activation'
import PasswordReset from '#app/accounts/models/password_reset'

/** Deletes access tokens, sessions and resets that have expired, and registrations a day after their last code did. */
export default class PurgeExpired {
  async handle(): Promise<{
    tokens: number
    sessions: number
    activations: number
    resets: number
  }> {
    const now = DateTime.utc()
    const [tokens, sessions, activations, resets] = [
      await accessTokens.purge(),
      await dashboardSessions.purge(),
      await Activation.query()
        .where('expiresAt', '<', sqlTime(now.minus({ days: 1 })))
        .delete(),
      await PasswordReset.query().where('expiresAt', '<', sqlTime(now)).delete(),
    ].map(Number)
    return { tokens, sessions, activations, resets }
  }
}
