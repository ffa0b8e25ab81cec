import vine from '@vinejs/vine'
import { normalizeEmail } from '#app/identity/email'
import { personName } from '#app/platform/validators/texts'

/**
 * Control characters and lone surrogates: no e-mail has them, and PostgreSQL and the e-mail check
 * throw on some.
 */
const IMPOSSIBLE = /[\p{Cc}\p{Cs}]/u

const LONGEST_EMAIL = 254

/**
 * E-mail that an existing user may have. Its format isn't checked, since imported e-mails may not be
 * valid; an impossible one becomes an empty one, which nobody has.
 */
export const knownEmail = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'string' ? possibleEmail(value) : value))
    .maxLength(LONGEST_EMAIL)

/** E-mail of a new user. */
const newEmail = () => knownEmail().email()

function possibleEmail(input: string): string {
  const email = normalizeEmail(input)
  return IMPOSSIBLE.test(email) ? '' : email
}

export const newPassword = () => vine.string().minLength(8).maxLength(128)

/** Token in any format: an unknown token is wrong, not malformed (400). */
const opaqueToken = () => vine.string().trim()

export const registerValidator = vine.create({
  name: personName(),
  email: newEmail(),
  password: newPassword(),
})

export const verifyValidator = vine.create({
  activationToken: opaqueToken(),
  /** The frontend sends a number, without leading zeros. */
  otp: vine
    .string()
    .parse((value) => (typeof value === 'number' ? String(value) : value))
    .trim()
    .regex(/^\d{1,6}$/)
    .transform((digits) => digits.padStart(6, '0')),
})

export const resendValidator = vine.create({ activationToken: opaqueToken() })

/** E-mail by which operators identify an account. */
export const accountValidator = vine.create({ email: knownEmail() })

/** Password of an existing account; only its length is checked. */
export const knownPassword = () => vine.string().maxLength(1024)

export const signInValidator = vine.create({ email: knownEmail(), password: knownPassword() })

export const forgotValidator = vine.create({ email: knownEmail() })

export const resetValidator = vine.create({ token: opaqueToken(), password: newPassword() })
