import { createHash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import limiter from '@adonisjs/limiter/services/main'
import { currentAdministrator, currentUser } from '#app/accounts/current_user'
import env from '#start/env'

interface Limit {
  requests: number
  every: string
  /** Whose requests are counted together. */
  by: (ctx: HttpContext) => string
}

function limit(name: string, { requests, every, by }: Limit) {
  return limiter.define(name, (ctx) => {
    if (env.get('RATE_LIMITS') === 'off') return limiter.noLimit()
    return limiter
      .allowRequests(requests)
      .every(every)
      .usingKey(`${name}:${by(ctx)}`)
  })
}

const address = ({ request }: HttpContext) => request.ip()

/**
 * The account that a request speaks of, as a hash: e-mails are no keys of a table that anyone reads.
 * Limits come before validation: what is no text speaks of no account.
 */
const account = ({ request }: HttpContext) => {
  const { email } = request.body()
  const normalized = typeof email === 'string' ? email.trim().toLowerCase() : ''
  return createHash('sha256').update(normalized).digest('hex')
}

/** Whose one-time code a request guesses, once the password was right. */
const pendingAccount = ({ session }: HttpContext) => session.get('pendingSignIn')?.userId

export const signInByAddress = limit('sign_in_address', {
  requests: 50,
  every: '15 minutes',
  by: address,
})
export const signInByAccount = limit('sign_in_account', {
  requests: 10,
  every: '15 minutes',
  by: (ctx) => `${address(ctx)}:${account(ctx)}`,
})
export const secondFactor = limit('second_factor', {
  requests: 10,
  every: '15 minutes',
  by: (ctx) => pendingAccount(ctx) ?? address(ctx),
})
export const ownPassword = limit('own_password', {
  requests: 10,
  every: '15 minutes',
  by: (ctx) => currentAdministrator(ctx).id,
})
export const registration = limit('registration', { requests: 10, every: '1 hour', by: address })
export const passwordReset = limit('password_reset', { requests: 5, every: '1 hour', by: account })
export const checkout = limit('checkout', {
  requests: 20,
  every: '1 hour',
  by: (ctx) => currentUser(ctx).id,
})
