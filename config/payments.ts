import env from '#start/env'
import type { RazorpayConfig } from '#app/payments/gateways/razorpay_gateway'

const keyId = env.get('RAZORPAY_KEY_ID')
const keySecret = env.get('RAZORPAY_KEY_SECRET')

/** Razorpay account. Without one, the sandbox gateway is used. */
const razorpay: RazorpayConfig | undefined =
  keyId && keySecret
    ? { keyId, keySecret, baseUrl: env.get('RAZORPAY_BASE_URL'), timeoutInMs: 10_000 }
    : undefined

export default {
  razorpay,
  /** Highest price of a course: gateways limit the amount of a payment. */
  highestPriceInRupees: env.get('HIGHEST_PRICE'),
}
