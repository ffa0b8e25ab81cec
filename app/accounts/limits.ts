import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import { isOneTimeCode } from '#app/identity/totp'
import { byEmail, byNetwork, byNetworkAndEmail, rateLimit } from '#app/identity/rate_limit'

/** Signing in, to the API and to the dashboard: the limits for whoever tries, then the ceiling for the account. */
export const signIn = [
  rateLimit('sign_in_address', { requests: 50, every: '15 minutes', by: byNetwork }),
  rateLimit('sign_in_account', { requests: 10, every: '15 minutes', by: byNetworkAndEmail }),
  // High, since whoever reaches it locks the owner out as well: it takes dozens of networks to get there.
  rateLimit('sign_in_target', { requests: 1000, every: '1 hour', by: byEmail }),
]

/** Registrations; each mails a code to an address that may be someone else's. */
export const registration = [
  rateLimit('registration', { requests: 10, every: '1 hour', by: byNetwork }),
  rateLimit('registration_target', { requests: 5, every: '1 hour', by: byEmail }),
]

export const verification = rateLimit('verification', {
  requests: 50,
  every: '1 hour',
  by: byNetwork,
})

/** New codes; a registration has few of them itself. */
export const resending = rateLimit('resending', { requests: 30, every: '1 hour', by: byNetwork })

/** Links to set a new password with. */
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
 * Second factors, of which one-time codes can be guessed: three of a million are valid at a time. 30 guesses a day
 * succeed once in 30 years. Whoever guesses them away has the password, and locks nobody out: recovery codes can't be
 * guessed, so they count for the client alone.
 */
export const secondFactor = [
  rateLimit('second_factor_address', { requests: 20, every: '15 minutes', by: byNetwork }),
  rateLimit('second_factor', { requests: 10, every: '15 minutes', by: byGuessedAccount }),
  rateLimit('second_factor_day', { requests: 30, every: '1 day', by: byGuessedAccount }),
]

/** What asks administrators for their own password or code again. */
export const ownPassword = rateLimit('own_password', {
  requests: 10,
  every: '15 minutes',
  by: (ctx) => currentAdministrator(ctx).id,
})

function byGuessedAccount({ request, session }: HttpContext): string | null {
  const { code } = request.body()
  if (typeof code === 'string' && !isOneTimeCode(code)) return null
  return session.get('pendingSignIn')?.userId ?? null
}
