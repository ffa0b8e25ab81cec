import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { DateTime } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { keyedHash } from '#app/identity/keyed_hash'
import { sqlTime } from '#app/platform/sql/time'
import RecoveryCode from '#app/accounts/models/recovery_code'
import SecondFactor from '#app/accounts/models/second_factor'

/** RFC 6238 with what every app understands: SHA-1, six digits, 30 seconds. */
const PERIOD_IN_SECONDS = 30

/** Codes of the step before and after are taken too: clocks differ. */
const STEPS_OF_TOLERANCE = 1

const RECOVERY_CODES = 10

/** Without characters that are taken for one another. */
const RECOVERY_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

function totp(secret: string, label = '') {
  return new TOTP({
    secret: Secret.fromBase32(secret),
    period: PERIOD_IN_SECONDS,
    issuer: 'Theta',
    label,
  })
}

export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What the QR code holds. */
export function enrolmentAddress(secret: string, email: string): string {
  return totp(secret, email).toString()
}

/** A person's second factor, if one is set up, locked until the transaction ends. */
export function confirmedFactorOf(userId: string, trx: TransactionClientContract) {
  return SecondFactor.query({ client: trx })
    .where('userId', userId)
    .whereNotNull('confirmedAt')
    .forUpdate()
}

/**
 * The time step that a code belongs to, if it is of now and was not used: neither it nor an older one is taken twice.
 * @param typed with the spaces that apps show and people type
 */
export function stepOf(factor: SecondFactor, typed: string): number | null {
  const now = Math.floor(Date.now() / 1000 / PERIOD_IN_SECONDS)
  const token = typed.replace(/\s/g, '')
  const delta = totp(factor.secret).validate({ token, window: STEPS_OF_TOLERANCE })
  if (delta === null) return null
  const step = now + delta
  return step > (factor.lastStep ?? 0) ? step : null
}

/** Returns whether a code has the form of an app's, and not that of a recovery code. */
export function isOneTimeCode(typed: string): boolean {
  return /^\d{6}$/.test(bareCode(typed))
}

function bareCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toLowerCase()
}

/** Takes a one-time code, or a recovery code in its place, once. Call it with the factor locked. */
export async function takeCode(
  factor: SecondFactor,
  typed: string,
  trx: TransactionClientContract
): Promise<boolean> {
  const code = bareCode(typed)
  if (isOneTimeCode(code)) {
    const step = stepOf(factor, code)
    if (step === null) return false
    await factor.useTransaction(trx).merge({ lastStep: step }).save()
    return true
  }
  const used = await RecoveryCode.query({ client: trx })
    .where({ secondFactorId: factor.id, codeHash: keyedHash('recovery-code', code) })
    .whereNull('usedAt')
    .update({ usedAt: sqlTime(DateTime.utc()) })
  return Number(used) > 0
}

/** Makes new recovery codes in place of all before. @returns them as they are shown, once */
export async function renewRecoveryCodes(
  factor: SecondFactor,
  trx: TransactionClientContract
): Promise<string[]> {
  await RecoveryCode.query({ client: trx }).where('secondFactorId', factor.id).delete()
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  await RecoveryCode.createMany(
    codes.map((code) => ({
      secondFactorId: factor.id,
      codeHash: keyedHash('recovery-code', code.replaceAll('-', '')),
    })),
    { client: trx }
  )
  return codes
}

/** Fifteen characters of 31: some 74 bits. */
function newRecoveryCode(): string {
  const part = () =>
    Array.from({ length: 5 }, () => RECOVERY_ALPHABET[randomInt(RECOVERY_ALPHABET.length)]).join('')
  return `${part()}-${part()}-${part()}`
}
