import type { ApplicationService } from '@adonisjs/core/types'
import PaymentGateway from '#app/payments/gateways/payment_gateway'

/** Decides who takes the money: Razorpay where its keys are set, else the sandbox. */
export default class PaymentsProvider {
  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(PaymentGateway, async () => {
      const { default: config } = await import('#config/payments')
      if (config.razorpay) {
        const { default: RazorpayGateway } = await import('#app/payments/gateways/razorpay_gateway')
        return new RazorpayGateway(config.razorpay)
      }
      const { default: SandboxGateway } = await import('#app/payments/gateways/sandbox_gateway')
      return new SandboxGateway()
    })
  }
}
