import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import string from '@adonisjs/core/helpers/string'
import db from '@adonisjs/lucid/services/db'
import config from '#config/accounts'
import { keyedHash } from '#app/identity/keyed_hash'
import Outbox from '#app/platform/outbox/outbox'
import { newActivationCode } from '#app/accounts/activation_code'
import Passwords from '#app/identity/passwords'
import User from '#app/accounts/models/user'
import Activation from '#app/accounts/models/activation'
import ActivationCodeIssued from '#app/accounts/events/activation_code_issued'
import EmailTaken from '#app/accounts/exceptions/email_taken'

/** Starts a registration; the account is created once the mailed code is verified. */
@inject()
export default class RegisterLearner {
  constructor(
    private passwords: Passwords,
    private outbox: Outbox
  ) {}

  /**
   * @returns the activation token, which the code is verified with
   * @throws {EmailTaken} after the same work as for a free e-mail
   */
  async handle({
    name,
    email,
    password,
  }: {
    name: string
    email: string
    password: string
  }): Promise<string> {
    const passwordHash = await this.passwords.hash(password)
    const activationToken = string.random(48)
    const code = newActivationCode()
    const expiresAt = DateTime.utc().plus({ seconds: config.activationTtlInSeconds })

    await db.transaction(async (trx) => {
      const taken = await User.query({ client: trx }).where('email', email).first()
      if (taken) throw new EmailTaken()

      await Activation.create(
        {
          name,
          email,
          password: passwordHash,
          tokenHash: keyedHash('activation-token', activationToken),
          codeHash: keyedHash('activation-code', code),
          wrongCodes: 0,
          resends: 0,
          expiresAt,
        },
        { client: trx }
      )
      await this.outbox.add(
        new ActivationCodeIssued({ name, email, code, expiresAt: expiresAt.toISO() }),
        trx
      )
    })
    return activationToken
  }
}
