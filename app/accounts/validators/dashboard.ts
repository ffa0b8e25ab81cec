import vine from '@vinejs/vine'
import { knownEmail, knownPassword, newPassword } from '#app/accounts/validators/accounts'

export const dashboardSignInValidator = vine.create({
  email: knownEmail(),
  password: knownPassword(),
  remember: vine.boolean().optional(),
})

/** One-time code or recovery code, with the spaces and dashes that people type. */
const code = () => vine.string().trim().maxLength(40)

export const secondFactorValidator = vine.create({ code: code() })

export const otherSecondFactorValidator = vine.create({
  code: code(),
  currentPassword: knownPassword(),
})

export const changePasswordValidator = vine.create({
  currentPassword: knownPassword(),
  password: newPassword(),
})

export const confirmPasswordValidator = vine.create({ currentPassword: knownPassword() })
