import { currentUser } from '#app/accounts/current_user'
import { rateLimit } from '#app/identity/rate_limit'

/** Limits orders, since the payment gateway stores each of them. */
export const checkout = rateLimit('checkout', {
  requests: 20,
  every: '1 hour',
  by: (ctx) => currentUser(ctx).id,
})
