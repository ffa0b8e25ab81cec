import { Secret, TOTP } from 'otpauth'

/** RFC 6238 with the parameters that every app supports: SHA-1, six digits, 30 seconds. */
const PERIOD_IN_SECONDS = 30

/** Tolerates clock differences by accepting codes of the previous and next step too. */
const STEPS_OF_TOLERANCE = 1

function totp(secret: string, label = '') {
  return new TOTP({
    secret: Secret.fromBase32(secret),
    period: PERIOD_IN_SECONDS,
    issuer: 'Theta',
    label,
  })
}

/** Generates a Base32 secret for an authenticator app. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** Returns the URI that an authenticator app reads from the QR code. */
export function setupAddress(secret: string, email: string): string {
  return totp(secret, email).toString()
}

/**
 * Returns the time step of a code that is valid now, or `null` if it is invalid or a code of the
 * same or a later step was already accepted.
 */
export function stepOf(
  { secret, lastStep }: { secret: string; lastStep: number | null },
  input: string
): number | null {
  const now = Math.floor(Date.now() / 1000 / PERIOD_IN_SECONDS)
  const delta = totp(secret).validate({ token: bareCode(input), window: STEPS_OF_TOLERANCE })
  if (delta === null) return null
  const step = now + delta
  return step > (lastStep ?? 0) ? step : null
}

/** Returns whether a code has the format of a TOTP code. */
export function isOneTimeCode(input: string): boolean {
  return /^\d{6}$/.test(bareCode(input))
}

/** Removes the spaces and dashes that apps display and people type. */
export function bareCode(input: string): string {
  return input.replace(/[\s-]/g, '').toLowerCase()
}
