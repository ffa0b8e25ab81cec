import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import config from '#config/accounts'
import { keyedHash } from '#app/identity/keyed_hash'
import Outbox from '#app/platform/outbox/outbox'
import { newActivationCode } from '#app/accounts/activation_code'
import Activation, { MAX_RESENDS } from '#app/accounts/models/activation'
import ActivationCodeIssued from '#app/accounts/events/activation_code_issued'
import NoMoreCodes from '#app/accounts/exceptions/no_more_codes'

/**
 * Mails a new code for a registration; the previous one stops working. The count of wrong codes is
 * kept.
 */
@inject()
export default class ResendActivationCode {
  constructor(private outbox: Outbox) {}

  /** @throws {NoMoreCodes} */
  async handle({ activationToken }: { activationToken: string }): Promise<void> {
    const code = newActivationCode()
    const expiresAt = DateTime.utc().plus({ seconds: config.activationTtlInSeconds })

    await db.transaction(async (trx) => {
      const activation = await Activation.query({ client: trx })
        .where('tokenHash', keyedHash('activation-token', activationToken))
        .whereNull('usedAt')
        .forUpdate()
        .first()
      if (!activation || activation.isVoid || activation.resends >= MAX_RESENDS)
        throw new NoMoreCodes()

      await activation
        .merge({
          codeHash: keyedHash('activation-code', code),
          resends: activation.resends + 1,
          expiresAt,
        })
        .save()
      const { name, email } = activation
      await this.outbox.add(
        new ActivationCodeIssued({ name, email, code, expiresAt: expiresAt.toISO() }),
        trx
      )
    })
  }
}
