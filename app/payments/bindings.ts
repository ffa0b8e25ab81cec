import type { Container } from '@adonisjs/core/container'
import type { ContainerBindings } from '@adonisjs/core/types'
import PaymentGateway from '#app/payments/gateways/payment_gateway'

export default function bind(container: Container<ContainerBindings>) {
  /** Binds Razorpay if its keys are set, otherwise the sandbox. */
  container.singleton(PaymentGateway, async () => {
    const { default: config } = await import('#config/payments')
    if (config.razorpay) {
      const { default: RazorpayGateway } = await import('#app/payments/gateways/razorpay_gateway')
      return new RazorpayGateway(config.razorpay)
    }
    const { default: SandboxGateway } = await import('#app/payments/gateways/sandbox_gateway')
    return new SandboxGateway()
  })
}
