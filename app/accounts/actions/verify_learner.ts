import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isUniqueViolation } from '#app/platform/sql/unique_violation'
import { keyedHash, sameDigest } from '#app/identity/keyed_hash'
import User from '#app/accounts/models/user'
import Activation from '#app/accounts/models/activation'
import EmailTaken from '#app/accounts/exceptions/email_taken'
import WrongCode from '#app/accounts/exceptions/wrong_code'

/**
 * Creates the account of a registration after verifying the mailed code. If it is unknown whether
 * the account was stored, sending the code again is answered as the first time.
 */
export default class VerifyLearner {
  /**
   * @throws {WrongCode} which counts against the activation
   * @throws {EmailTaken} if another registration with the same e-mail was verified first
   */
  async handle({
    activationToken,
    code,
  }: {
    activationToken: string
    code: string
  }): Promise<User> {
    const outcome = await db
      .transaction((trx) => this.verify({ activationToken, code }, trx))
      .catch((error) => {
        if (isUniqueViolation(error)) return new EmailTaken()
        throw error
      })

    // Thrown after the commit, so that the wrong code is counted.
    if (outcome instanceof Error) throw outcome
    await this.forgetUsed(activationToken)
    return outcome
  }

  /** From now on, the code is refused like any other. An activation that remains expires. */
  private async forgetUsed(activationToken: string): Promise<void> {
    const tokenHash = keyedHash('activation-token', activationToken)
    const used = Activation.query().where('tokenHash', tokenHash).whereNotNull('usedAt')
    await used.delete().catch(() => {})
  }

  private async verify(
    { activationToken, code }: { activationToken: string; code: string },
    trx: TransactionClientContract
  ): Promise<User | Error> {
    const activation = await Activation.query({ client: trx })
      .where('tokenHash', keyedHash('activation-token', activationToken))
      .forUpdate()
      .first()
    if (!activation || activation.isVoid || activation.isExpired) return new WrongCode()

    if (!sameDigest(activation.codeHash, keyedHash('activation-code', code))) {
      await activation.merge({ wrongCodes: activation.wrongCodes + 1 }).save()
      return new WrongCode()
    }

    const { name, email, password } = activation
    const existing = await User.query({ client: trx }).where('email', email).first()
    if (activation.usedAt) return existing ?? new WrongCode()
    if (existing) {
      await activation.delete()
      return new EmailTaken()
    }
    await activation.merge({ usedAt: DateTime.utc() }).save()
    return User.create({ name, email, password, role: 'user', mainrole: 'user' }, { client: trx })
  }
}
