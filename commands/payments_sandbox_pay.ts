import { args } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

/** Replaces Razorpay's checkout script, which doesn't know the sandbox's orders. */
export default class PaymentsSandboxPay extends ConsoleCommand {
  static commandName = 'payments:sandbox-pay'
  static description = 'Pay a sandbox order and print what the checkout script would return'
  static help = [
    'Prints the JSON body for POST /api/verification/:courseId without changing anything.',
    'Works only if no Razorpay account is configured.',
  ]

  @args.string({ argumentName: 'order', description: "The order's id at the gateway (order_…)" })
  declare orderId: string

  async perform() {
    const { default: PaymentGateway } = await import('#app/payments/gateways/payment_gateway')
    const { default: SandboxGateway } = await import('#app/payments/gateways/sandbox_gateway')
    const { default: Order } = await import('#app/payments/models/order')

    const gateway = await this.app.container.make(PaymentGateway)
    if (!(gateway instanceof SandboxGateway))
      return this.fail('A Razorpay account is configured, so its orders must be paid at Razorpay.')
    if (!(await Order.findBy({ gatewayOrderId: this.orderId })))
      return this.fail(`Order not found: ${this.orderId}.`)

    const { orderId, paymentId, signature } = gateway.pay(this.orderId)
    const members = {
      razorpay_order_id: orderId,
      razorpay_payment_id: paymentId,
      razorpay_signature: signature,
    }
    this.print(JSON.stringify(members, null, 2))
  }
}
