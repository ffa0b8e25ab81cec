import app from '@adonisjs/core/services/app'
import { Secret } from '@adonisjs/core/helpers'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import RazorpayGateway, { type RazorpayConfig } from '#app/payments/gateways/razorpay_gateway'
import { SANDBOX_KEYS } from '#app/payments/sandbox/sandbox_api'
import FakeRazorpay, { type FakeRazorpayOptions } from '#tests/fakes/razorpay/fake_razorpay'

type Cleanup = (close: () => Promise<void>) => void

/** The production gateway at an address, with the fake's keys and short timeouts. */
export function gatewayAt(baseUrl: string, config: Partial<RazorpayConfig> = {}): RazorpayGateway {
  return new RazorpayGateway({
    keyId: SANDBOX_KEYS.id,
    keySecret: new Secret(SANDBOX_KEYS.secret),
    webhookSecret: new Secret(SANDBOX_KEYS.webhookSecret),
    baseUrl,
    timeoutInMs: 5_000,
    backOffInMs: 1,
    ...config,
  })
}

/** Starts a fake Razorpay for one test. */
export async function aRazorpay(
  cleanup: Cleanup,
  options: FakeRazorpayOptions = {}
): Promise<FakeRazorpay> {
  const razorpay = await FakeRazorpay.start(options)
  cleanup(() => razorpay.close())
  return razorpay
}

/** Starts a fake Razorpay that the application uses for the rest of the test. */
export async function useRazorpay(
  cleanup: Cleanup,
  { gateway: config, ...options }: FakeRazorpayOptions & { gateway?: Partial<RazorpayConfig> } = {}
): Promise<FakeRazorpay> {
  const razorpay = await aRazorpay(cleanup, options)
  const gateway = gatewayAt(razorpay.url, config)
  app.container.swap(PaymentGateway, () => gateway)
  cleanup(async () => app.container.restore(PaymentGateway))
  return razorpay
}
