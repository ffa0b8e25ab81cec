import { join } from 'node:path'
import env from '#start/env'
import { dataDir } from '#config/app'
import type { RazorpayConfig } from '#app/payments/gateways/razorpay_gateway'

const keyId = env.get('RAZORPAY_KEY_ID')
const keySecret = env.get('RAZORPAY_KEY_SECRET')

/** Razorpay account. Without one, the sandbox gateway is used. */
const razorpay: RazorpayConfig | undefined =
  keyId && keySecret
    ? {
        keyId,
        keySecret,
        previousKeySecret: env.get('RAZORPAY_KEY_SECRET_PREVIOUS'),
        webhookSecret: env.get('RAZORPAY_WEBHOOK_SECRET'),
        previousWebhookSecret: env.get('RAZORPAY_WEBHOOK_SECRET_PREVIOUS'),
        baseUrl: env.get('RAZORPAY_BASE_URL'),
        timeoutInMs: 10_000,
      }
    : undefined

export default {
  razorpay,
  /** Everything that the sandbox remembers. */
  sandboxFile: join(dataDir, 'razorpay', 'sandbox.jsonl'),
  /** Webhooks of other accounts are ignored. */
  accountId: env.get('RAZORPAY_ACCOUNT_ID'),
  /** True if payments that buy nothing are refunded without an administrator's decision. */
  autoRefund: env.get('PAYMENTS_AUTO_REFUND') !== 'off',
  /** Highest price of a course: gateways limit the amount of a payment. */
  highestPriceInRupees: env.get('HIGHEST_PRICE'),
}
