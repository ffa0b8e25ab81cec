import type { Container } from '@adonisjs/core/container'
import type { ContainerBindings } from '@adonisjs/core/types'
import CallPace from '#app/payments/gateways/call_pace'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import SandboxAccount from '#app/payments/sandbox/sandbox_account'
import SandboxCheckout from '#app/payments/sandbox/sandbox_checkout'

export default function bind(container: Container<ContainerBindings>) {
  /** Binds Razorpay if its keys are set, otherwise the sandbox. */
  container.singleton(PaymentGateway, async (resolver) => {
    const { default: config } = await import('#config/payments')
    if (config.razorpay) {
      const { default: RazorpayGateway } = await import('#app/payments/gateways/razorpay_gateway')
      return new RazorpayGateway(config.razorpay)
    }
    const { default: SandboxGateway } = await import('#app/payments/gateways/sandbox_gateway')
    return new SandboxGateway(await resolver.make(SandboxAccount))
  })

  /** One for the process, since the gateway counts the calls of the account. */
  container.singleton(CallPace, () => new CallPace())

  container.singleton(SandboxAccount, async () => {
    const { default: config } = await import('#config/payments')
    const { default: SandboxStore } = await import('#app/payments/sandbox/sandbox_store')
    const highestAmountInPaise = config.highestPriceInRupees * 100
    return new SandboxAccount(new SandboxStore(config.sandboxFile), { highestAmountInPaise })
  })

  container.bind(SandboxCheckout, async (resolver) => {
    const { default: SandboxGateway } = await import('#app/payments/gateways/sandbox_gateway')
    const account = await resolver.make(SandboxAccount)
    return new SandboxCheckout(account, new SandboxGateway(account))
  })
}
