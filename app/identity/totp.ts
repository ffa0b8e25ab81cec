import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every app understands it: SHA-1, six digits, 30 seconds. */
const PERIOD_IN_SECONDS = 30

/** Codes of the step before and after are accepted too, since clocks differ. */
const STEPS_OF_TOLERANCE = 1

function totp(secret: string, label = '') {
  return new TOTP({
    secret: Secret.fromBase32(secret),
    period: PERIOD_IN_SECONDS,
    issuer: 'Theta',
    label,
  })
}

/** Makes a secret for an app that makes one-time codes, in Base32. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** Returns the address that an app reads from the QR code. */
export function setupAddress(secret: string, email: string): string {
  return totp(secret, email).toString()
}

/**
 * Returns the time step of a code if it is valid now and no code of this step or of a later one was accepted before;
 * else `null`.
 */
export function stepOf(
  { secret, lastStep }: { secret: string; lastStep: number | null },
  typed: string
): number | null {
  const now = Math.floor(Date.now() / 1000 / PERIOD_IN_SECONDS)
  const delta = totp(secret).validate({ token: bareCode(typed), window: STEPS_OF_TOLERANCE })
  if (delta === null) return null
  const step = now + delta
  return step > (lastStep ?? 0) ? step : null
}

/** Returns whether a code has the form of an app's one-time codes. */
export function isOneTimeCode(typed: string): boolean {
  return /^\d{6}$/.test(bareCode(typed))
}

/** Returns a code without the blanks and dashes that apps show and people type. */
export function bareCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toLowerCase()
}
