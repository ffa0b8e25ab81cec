import vine, { errors } from '@vinejs/vine'
import { ROLES } from '#app/members/roles'

/** Words that are part of paths below `/users`. */
const RESERVED = /^(?!(?:avatar|bookmarks|role|healthcheck)$)/i

const NAME = /^[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*$/u

const LONGEST_NAME = 50

/** The body parser turns empty text into null, which is invalid for required fields. */
const textOrEmpty = (value: unknown) => (value === null ? '' : value)

export const username = () =>
  vine
    .string()
    .parse(textOrEmpty)
    .minLength(1)
    .maxLength(LONGEST_NAME)
    .regex(/^\w+$/)
    .regex(RESERVED)

export const firstname = () =>
  vine.string().parse(textOrEmpty).minLength(1).maxLength(LONGEST_NAME).regex(NAME)

/** Empty names are stored as null. */
const optionalName = () => vine.string().maxLength(LONGEST_NAME).regex(NAME).nullable().optional()

/** No blanks at either end, since the client trims passwords when it signs in. */
export const newPassword = () =>
  vine
    .string()
    .minLength(8)
    .maxLength(128)
    .regex(/^\S(?:[^]*\S)?$/u)
    .regex(/\p{Lu}/u)
    .regex(/\p{Ll}/u)
    .regex(/\d/)
    .regex(/[@$!%*?&]/)

/** User name of an account that may exist. None has a null byte, which PostgreSQL rejects. */
const knownUsername = () =>
  vine
    .string()
    .maxLength(255)
    .regex(/^[^\0]*$/)

/** Password of an existing account; only its length is checked. */
const knownPassword = () => vine.string().maxLength(1024)

export const registerValidator = vine.create({
  username: username(),
  firstname: firstname(),
  middlename: optionalName(),
  lastname: optionalName(),
  password: newPassword(),
  /** A file is a part of a form; JSON has none. */
  avatar: vine.literal(null).nullable().optional(),
})

export const signInValidator = vine.create({
  username: knownUsername(),
  password: knownPassword(),
})

export const sessionValidator = vine.create({ sessionId: vine.string().uuid() })

const profileValidator = vine.create({
  newUsername: username().optional(),
  newFirstname: firstname().optional(),
  newMiddlename: optionalName(),
  newLastname: optionalName(),
})

/** Validates changes of a profile. @throws {E_VALIDATION_ERROR} also if there are none */
export async function profileChangesOf(body: unknown) {
  const { newUsername, newFirstname, newMiddlename, newLastname } =
    await profileValidator.validate(body)
  const changes = Object.fromEntries(
    Object.entries({
      username: newUsername,
      firstname: newFirstname,
      middlename: newMiddlename,
      lastname: newLastname,
    }).filter(([, value]) => value !== undefined)
  )
  if (Object.keys(changes).length > 0) return changes
  throw new errors.E_VALIDATION_ERROR([
    { field: '', rule: 'required', message: 'Send at least one field to change.' },
  ])
}

export const passwordValidator = vine.create({
  oldPassword: knownPassword(),
  newPassword: newPassword(),
})

export const secretValidator = vine.create({ secretKey: vine.string().maxLength(1024) })

export const roleValidator = vine.create({ role: vine.enum(ROLES) })

export const administratorValidator = vine.create({
  username: username(),
  firstname: firstname(),
  password: newPassword(),
})
