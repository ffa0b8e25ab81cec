import type { HttpContext } from '@adonisjs/core/http'
import limiter from '@adonisjs/limiter/services/main'
import { isLimiting } from '#config/limiter'
import { networkOf } from '#app/platform/client_address'
import { normalizeEmail } from '#app/identity/email'
import { keyedHash } from '#app/identity/keyed_hash'
import { fairTurn } from '#app/platform/fair_turns'

interface Limit {
  requests: number
  every: string
  /** Returns the key under which requests are counted; `null` exempts a request. */
  by: (ctx: HttpContext) => string | null
}

/**
 * Creates a middleware that refuses requests beyond a limit.
 * @param name identifies the limit, and must stay the same between releases
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

/** Counts requests per client network: see `networkOf`. */
export function byNetwork({ request }: HttpContext): string {
  return networkOf(request.ip())
}

/**
 * Counts requests per e-mail in the body, whether or not an account has it. E-mails are hashed,
 * since nobody expects them in a table of rate limits. Limits are checked before validation, so
 * anything that is not text counts as an empty e-mail.
 */
export function byEmail({ request }: HttpContext): string {
  const { email } = request.body()
  return keyedHash('rate-limit', typeof email === 'string' ? normalizeEmail(email) : '')
}

/** Counts requests per client network and e-mail. */
export function byNetworkAndEmail(ctx: HttpContext): string {
  return `${byNetwork(ctx)}:${byEmail(ctx)}`
}
