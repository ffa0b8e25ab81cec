import { errors } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'
import { isLimiting } from '#config/limiter'
import CouponNotFound from '#app/payments/exceptions/coupon_not_found'

const LIMIT = { requests: 30, duration: '1 hour' }

/**
 * Limits guesses of coupon codes by each user: requests that look a coupon up, and wrong codes at checkout, count alike.
 */
export default class CouponAttempts {
  /** Counts a request. @throws {E_TOO_MANY_REQUESTS} */
  async count(userId: string): Promise<void> {
    if (isLimiting()) await limiter.use(LIMIT).consume(keyOf(userId))
  }

  /** Counts an action only if it fails for a wrong code. @throws {E_TOO_MANY_REQUESTS} */
  async countIfWrong<T>(userId: string, use: () => Promise<T>): Promise<T> {
    if (!isLimiting()) return use()
    const attempts = limiter.use(LIMIT)
    const state = await attempts.get(keyOf(userId))
    if (state && state.consumed >= state.limit) throw new errors.E_TOO_MANY_REQUESTS(state)
    try {
      return await use()
    } catch (error) {
      if (error instanceof CouponNotFound) await attempts.increment(keyOf(userId))
      throw error
    }
  }
}

const keyOf = (userId: string) => `coupon_${userId}`
