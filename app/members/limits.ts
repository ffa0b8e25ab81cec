import type { HttpContext } from '@adonisjs/core/http'
import { keyedHash } from '#app/identity/keyed_hash'
import { byNetwork, rateLimit } from '#app/identity/rate_limit'
import { currentMember } from '#app/members/current_member'
import { usernameKey } from '#app/members/models/member'

export const signIn = rateLimit('members_sign_in', {
  requests: 10,
  every: '15 minutes',
  by: byNetworkAndName,
})

export const registration = rateLimit('members_registration', {
  requests: 10,
  every: '1 hour',
  by: byNetwork,
})

/** Refreshing and signing out. High, since many people may share an address. */
export const session = rateLimit('members_session', {
  requests: 1000,
  every: '5 minutes',
  by: byNetwork,
})

/** Guesses of the secret that makes members. */
export const secret = rateLimit('members_secret', {
  requests: 5,
  every: '15 minutes',
  by: byMember,
})

/** Changes of the own password, which require the old one. */
export const password = rateLimit('members_password', {
  requests: 5,
  every: '15 minutes',
  by: byMember,
})

export const writing = rateLimit('members_writing', {
  requests: 30,
  every: '1 minute',
  by: byMember,
})

/** Events of other services. High, since they may be many; it slows down guesses of the secret. */
export const dispatch = rateLimit('members_dispatch', {
  requests: 600,
  every: '1 minute',
  by: byNetwork,
})

function byMember(ctx: HttpContext): string {
  return String(currentMember(ctx).id)
}

/** User names are hashed, like e-mails. Limits are checked before validation. */
function byNetworkAndName(ctx: HttpContext): string {
  const { username } = ctx.request.body()
  const name = typeof username === 'string' ? usernameKey(username) : ''
  return `${byNetwork(ctx)}:${keyedHash('rate-limit', name)}`
}
