import { args, BaseCommand } from '@adonisjs/core/ace'
import PaymentGateway from '#app/payments/gateways/payment_gateway'
import SandboxGateway from '#app/payments/gateways/sandbox_gateway'
import Order from '#app/payments/models/order'

/** Stands in for Razorpay's checkout script, which does not know the sandbox's orders. */
export default class PaymentsSandboxPay extends BaseCommand {
  static commandName = 'payments:sandbox-pay'
  static description =
    'Pay a sandbox order: print what the checkout script would hand to the frontend'
  static help = [
    'Prints the three members, as JSON, that POST /api/verification/:courseId takes.',
    'It changes nothing by itself, and works as long as no Razorpay account is configured.',
  ]
  static options = { startApp: true }

  @args.string({ argumentName: 'order', description: "The order's id at the gateway (order_…)" })
  declare orderId: string

  async run() {
    const gateway = await this.app.container.make(PaymentGateway)
    if (!(gateway instanceof SandboxGateway)) {
      return this.refuse('A Razorpay account is configured: its orders are paid at Razorpay.')
    }
    if (!(await Order.findBy({ gatewayOrderId: this.orderId }))) {
      return this.refuse(`There is no order "${this.orderId}".`)
    }

    const { orderId, paymentId, signature } = gateway.pay(this.orderId)
    const members = {
      razorpay_order_id: orderId,
      razorpay_payment_id: paymentId,
      razorpay_signature: signature,
    }
    this.logger.log(JSON.stringify(members, null, 2))
  }

  private refuse(reason: string) {
    this.logger.error(reason)
    this.exitCode = 1
  }
}
