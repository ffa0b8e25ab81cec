import vine from '@vinejs/vine'
import { normalizeEmail } from '#app/identity/email'

/**
 * Excludes control characters and lone surrogates. Names appear in mails, so they must not be able
 * to imitate other content. PostgreSQL rejects null bytes, and the e-mail check throws on lone
 * surrogates.
 */
const PLAIN_TEXT = /^[^\p{Cc}\p{Cs}]*$/u

const LONGEST_EMAIL = 254

/**
 * E-mail of an existing user. The format isn't checked, since imported e-mails may not be valid.
 */
export const knownEmail = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'string' ? normalizeEmail(value) : value))
    .maxLength(LONGEST_EMAIL)
    .regex(PLAIN_TEXT)

const email = () => knownEmail().email()

export const newPassword = () => vine.string().minLength(8).maxLength(128)

/** Token in any format: an unknown token is wrong, not malformed (400). */
const opaqueToken = () => vine.string().trim()

export const registerValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(255).regex(PLAIN_TEXT),
  email: email(),
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

export const forgotValidator = vine.create({ email: email() })

export const resetValidator = vine.create({ token: opaqueToken(), password: newPassword() })
