import { currentUser } from '#app/accounts/current_user'
import { rateLimit } from '#app/identity/rate_limit'

/** Orders, each of which the payment gateway keeps. */
export const checkout = rateLimit('checkout', {
  requests: 20,
  every: '1 hour',
  by: (ctx) => currentUser(ctx).id,
})
