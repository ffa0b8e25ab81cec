import vine from '@vinejs/vine'
import { normalizeEmail } from '#app/identity/email'

/**
 * No control characters, and no halves of characters. A name stands in mails: it must not look like more than a name.
 * PostgreSQL takes no null bytes, and the check of e-mails throws at halves.
 */
const PLAIN_TEXT = /^[^\p{Cc}\p{Cs}]*$/u

const LONGEST_EMAIL = 254

/** The e-mail of a user who exists, whatever it looks like: imported ones were checked elsewhere, if at all. */
export const knownEmail = () =>
  vine
    .string()
    .parse((value) => (typeof value === 'string' ? normalizeEmail(value) : value))
    .maxLength(LONGEST_EMAIL)
    .regex(PLAIN_TEXT)

const email = () => knownEmail().email()

export const newPassword = () => vine.string().minLength(8).maxLength(128)

/** A token of ours, or not: whatever it looks like, one that nobody was given is wrong and not malformed (400). */
const opaqueToken = () => vine.string().trim()

export const registerValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(255).regex(PLAIN_TEXT),
  email: email(),
  password: newPassword(),
})

export const verifyValidator = vine.create({
  activationToken: opaqueToken(),
  /** The frontend sends a number, which has lost the zeros in front. */
  otp: vine
    .string()
    .parse((value) => (typeof value === 'number' ? String(value) : value))
    .trim()
    .regex(/^\d{1,6}$/)
    .transform((digits) => digits.padStart(6, '0')),
})

export const resendValidator = vine.create({ activationToken: opaqueToken() })

/** What operators name an account by. */
export const accountValidator = vine.create({ email: knownEmail() })

/** The password of an account that exists, whatever it is: only the size is checked. */
export const knownPassword = () => vine.string().maxLength(1024)

export const signInValidator = vine.create({ email: knownEmail(), password: knownPassword() })

export const forgotValidator = vine.create({ email: email() })

export const resetValidator = vine.create({ token: opaqueToken(), password: newPassword() })
