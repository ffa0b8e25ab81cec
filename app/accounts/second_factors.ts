import { randomInt } from 'node:crypto'
import { DateTime } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import RecoveryCode from '#app/accounts/models/recovery_code'
import SecondFactor from '#app/accounts/models/second_factor'
import { keyedHash } from '#app/identity/keyed_hash'
import { bareCode, isOneTimeCode, stepOf } from '#app/identity/totp'
import { sqlTime } from '#app/platform/sql/time'

const RECOVERY_CODES = 10

/** Excludes look-alike characters. */
const RECOVERY_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Second factors, and verification of their codes. */
export default class SecondFactors {
  /** Finds a user's confirmed second factor and locks it until the transaction ends. */
  lockConfirmed(userId: string, trx: TransactionClientContract) {
    return SecondFactor.query({ client: trx })
      .where('userId', userId)
      .whereNotNull('confirmedAt')
      .forUpdate()
  }

  /**
   * Accepts a one-time code or a recovery code, each only once.
   * @param factor must be locked
   */
  async takeCode(
    factor: SecondFactor,
    code: string,
    trx: TransactionClientContract
  ): Promise<boolean> {
    if (isOneTimeCode(code)) {
      const lastStep = stepOf(factor, code)
      if (lastStep === null) return false
      await factor.useTransaction(trx).merge({ lastStep }).save()
      return true
    }
    const used = await RecoveryCode.query({ client: trx })
      .where({ secondFactorId: factor.id, codeHash: keyedHash('recovery-code', bareCode(code)) })
      .whereNull('usedAt')
      .update({ usedAt: sqlTime(DateTime.utc()) })
    return Number(used) > 0
  }

  /** Replaces all recovery codes. @returns the new codes, which can't be read again */
  async renewRecoveryCodes(
    factor: SecondFactor,
    trx: TransactionClientContract
  ): Promise<string[]> {
    await RecoveryCode.query({ client: trx }).where('secondFactorId', factor.id).delete()
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
    await RecoveryCode.createMany(
      codes.map((code) => ({
        secondFactorId: factor.id,
        codeHash: keyedHash('recovery-code', bareCode(code)),
      })),
      { client: trx }
    )
    return codes
  }
}

/** 15 characters out of an alphabet of 31, about 74 bits. */
function newRecoveryCode(): string {
  const part = () =>
    Array.from({ length: 5 }, () => RECOVERY_ALPHABET[randomInt(RECOVERY_ALPHABET.length)]).join('')
  return `${part()}-${part()}-${part()}`
}
