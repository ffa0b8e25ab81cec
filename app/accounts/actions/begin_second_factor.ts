import db from '@adonisjs/lucid/services/db'
import SecondFactor from '#app/accounts/models/second_factor'
import User from '#app/accounts/models/user'
import { newSecret } from '#app/identity/totp'

/** Offers a secret for an app that makes one-time codes; nothing asks for codes until one was typed. */
export default class BeginSecondFactor {
  /** @returns the secret; `null` when a second factor is set up already */
  async handle({ userId }: { userId: string }): Promise<string | null> {
    return db.transaction(async (trx) => {
      // Of two pages that are opened at once, one makes the secret and both show it.
      await User.query({ client: trx }).where('id', userId).forUpdate().firstOrFail()
      const factor = await SecondFactor.query({ client: trx }).where('userId', userId).first()
      if (factor?.confirmedAt) return null
      if (factor) return factor.secret

      const { secret } = await SecondFactor.create({ userId, secret: newSecret() }, { client: trx })
      return secret
    })
  }
}
