import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import { isOneTimeCode } from '#app/identity/totp'
import { byEmail, byNetwork, byNetworkAndEmail, rateLimit } from '#app/identity/rate_limit'

/** Sign-in to the API and the dashboard: limits per client, then a higher one per account. */
export const signIn = [
  rateLimit('sign_in_address', { requests: 50, every: '15 minutes', by: byNetwork }),
  rateLimit('sign_in_account', { requests: 10, every: '15 minutes', by: byNetworkAndEmail }),
  // High, since reaching it locks the owner out too; that takes requests from dozens of networks.
  rateLimit('sign_in_target', { requests: 1000, every: '1 hour', by: byEmail }),
]

/** Registrations, each of which mails a code to an address that may belong to someone else. */
export const registration = [
  rateLimit('registration', { requests: 10, every: '1 hour', by: byNetwork }),
  rateLimit('registration_target', { requests: 5, every: '1 hour', by: byEmail }),
]

export const verification = rateLimit('verification', {
  requests: 50,
  every: '1 hour',
  by: byNetwork,
})

/** Requests for new activation codes; each registration is limited to a few as well. */
export const resending = rateLimit('resending', { requests: 30, every: '1 hour', by: byNetwork })

/** Requests for password reset links. */
export const forgottenPassword = [
  rateLimit('password_reset_address', { requests: 20, every: '1 hour', by: byNetwork }),
  rateLimit('password_reset', { requests: 5, every: '1 hour', by: byEmail }),
]

export const passwordReset = rateLimit('password_reset_use', {
  requests: 20,
  every: '1 hour',
  by: byNetwork,
})

/**
 * Second factors. Three of a million one-time codes are valid at a time, so guessing succeeds about
 * once in 30 years with 30 guesses a day. An attacker who exhausts the limits must know the
 * password, and doesn't lock the owner out: recovery codes can't be guessed, so they only count per
 * client.
 */
export const secondFactor = [
  rateLimit('second_factor_address', { requests: 20, every: '15 minutes', by: byNetwork }),
  rateLimit('second_factor', { requests: 10, every: '15 minutes', by: byGuessedAccount }),
  rateLimit('second_factor_day', { requests: 30, every: '1 day', by: byGuessedAccount }),
]

/** Actions for which administrators must enter their own password or code again. */
export const ownPassword = rateLimit('own_password', {
  requests: 10,
  every: '15 minutes',
  by: (ctx) => currentAdministrator(ctx).id,
})

/** Mails that an administrator sends to addresses of their choice. */
export const mailByAdministrator = rateLimit('mail_by_administrator', {
  requests: 300,
  every: '1 hour',
  by: (ctx) => currentAdministrator(ctx).id,
})

/** Imports of people, each of which may send hundreds of mails. */
export const peopleImport = rateLimit('people_import', {
  requests: 30,
  every: '1 hour',
  by: (ctx) => currentAdministrator(ctx).id,
})

function byGuessedAccount({ request, session }: HttpContext): string | null {
  const { code } = request.body()
  if (typeof code === 'string' && !isOneTimeCode(code)) return null
  return session.get('pendingSignIn')?.userId ?? null
}
