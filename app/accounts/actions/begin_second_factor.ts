import db from '@adonisjs/lucid/services/db'
import SecondFactor from '#app/accounts/models/second_factor'
import User from '#app/accounts/models/user'
import { newSecret } from '#app/identity/totp'

/**
 * Generates a secret for an authenticator app. The second factor is inactive until a code confirms
 * it.
 */
export default class BeginSecondFactor {
  /** @returns the secret, or `null` if a second factor is already set up */
  async handle({ userId }: { userId: string }): Promise<string | null> {
    return db.transaction(async (trx) => {
      // If two pages are opened at once, both show the secret that one of them created.
      await User.query({ client: trx }).where('id', userId).forUpdate().firstOrFail()
      const factor = await SecondFactor.query({ client: trx }).where('userId', userId).first()
      if (factor?.confirmedAt) return null
      if (factor) return factor.secret

      const { secret } = await SecondFactor.create({ userId, secret: newSecret() }, { client: trx })
      return secret
    })
  }
}
