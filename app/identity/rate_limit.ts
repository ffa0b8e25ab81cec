import type { HttpContext } from '@adonisjs/core/http'
import limiter from '@adonisjs/limiter/services/main'
import { isLimiting } from '#config/limiter'
import { networkOf } from '#app/identity/client_address'
import { normalizeEmail } from '#app/identity/email'
import { keyedHash } from '#app/identity/keyed_hash'
import { fairTurn } from '#app/platform/fair_turns'

interface Limit {
  requests: number
  every: string
  /** Returns whose requests are counted together; `null` leaves a request uncounted. */
  by: (ctx: HttpContext) => string | null
}

/**
 * Makes a middleware that refuses requests beyond a limit.
 * @param name tells limits apart, and stays the same from release to release
 */
export function rateLimit(name: string, { requests, every, by }: Limit) {
  const count = async (whose: string) => {
    await fairTurn()
    return limiter.allowRequests(requests).every(every).usingKey(`${name}:${whose}`)
  }
  return limiter.define(name, (ctx) => {
    const whose = isLimiting() ? by(ctx) : null
    return whose === null ? limiter.noLimit() : count(whose)
  })
}

/** Counts by client: see `networkOf`. */
export function byNetwork({ request }: HttpContext): string {
  return networkOf(request.ip())
}

/**
 * Counts by the e-mail in the body, whether it belongs to anyone or not. It is hashed, since nobody expects e-mails in
 * a table of limits. Limits come before validation, so whatever is not text counts as an empty e-mail.
 */
export function byEmail({ request }: HttpContext): string {
  const { email } = request.body()
  return keyedHash('rate-limit', typeof email === 'string' ? normalizeEmail(email) : '')
}

/** Counts by client and e-mail together. */
export function byNetworkAndEmail(ctx: HttpContext): string {
  return `${byNetwork(ctx)}:${byEmail(ctx)}`
}
