import { DateTime } from 'luxon'
import { sqlTime } from '#app/platform/sql/time'
import { accessTokens } from '#app/accounts/access_tokens'
import Activation from '#app/accounts/models/activation'
import PasswordReset from '#app/accounts/models/password_reset'

/** Deletes access tokens and resets that have expired, and registrations a day after their last code did. */
export default class PurgeExpired {
  async handle(): Promise<{ tokens: number; activations: number; resets: number }> {
    const now = DateTime.utc()
    const [tokens, activations, resets] = [
      await accessTokens.purge(),
      await Activation.query()
        .where('expiresAt', '<', sqlTime(now.minus({ days: 1 })))
        .delete(),
      await PasswordReset.query().where('expiresAt', '<', sqlTime(now)).delete(),
    ].map(Number)
    return { tokens, activations, resets }
  }
}
