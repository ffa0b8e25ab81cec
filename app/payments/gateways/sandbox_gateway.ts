import { Secret } from '@adonisjs/core/helpers'
import config from '#config/payments'
import RazorpayGateway from '#app/payments/gateways/razorpay_gateway'
import type { SignedPayment } from '#app/payments/gateways/payment_gateway'
import { newGatewayId } from '#app/payments/sandbox/sandbox_entities'
import SandboxAccount from '#app/payments/sandbox/sandbox_account'
import { sandboxAdapter } from '#app/payments/sandbox/sandbox_adapter'
import SandboxApi, { SANDBOX_KEYS } from '#app/payments/sandbox/sandbox_api'

/** Razorpay's gateway on a sandbox account in this process: it takes no money, and its secrets are public. */
export default class SandboxGateway extends RazorpayGateway {
  constructor(
    private account = new SandboxAccount(undefined, {
      highestAmountInPaise: config.highestPriceInRupees * 100,
    })
  ) {
    super({
      keyId: SANDBOX_KEYS.id,
      keySecret: new Secret(SANDBOX_KEYS.secret),
      webhookSecret: new Secret(SANDBOX_KEYS.webhookSecret),
      adapter: sandboxAdapter(new SandboxApi(account)),
      timeoutInMs: 10_000,
      backOffInMs: 0,
    })
  }

  /** Verifies the signature, and records a genuine payment as captured: anyone may sign with the public secret. */
  override isGenuine(payment: SignedPayment): boolean {
    const isGenuine = super.isGenuine(payment)
    if (isGenuine) this.record(payment)
    return isGenuine
  }

  /** Signs a new payment of an order like Razorpay's checkout script. */
  pay(orderId: string): SignedPayment {
    return this.signed(orderId, newGatewayId('payments'))
  }

  /** The result that the checkout script passes to the frontend. */
  signed(orderId: string, paymentId: string): SignedPayment {
    return { orderId, paymentId, signature: this.sign({ orderId, paymentId }) }
  }

  private record({ orderId, paymentId }: SignedPayment) {
    const order = this.account.find('orders', orderId)
    if (!order || order.status === 'paid' || this.account.find('payments', paymentId)) return
    this.account.pay(orderId, 'captured', { id: paymentId })
  }
}
