import { args, flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class PaymentsRefund extends ConsoleCommand {
  static commandName = 'payments:refund'
  static description = 'Refund a payment of an order, in whole or in part'
  static help = [
    'Ends the learner’s access when all of the payment is refunded, unless --keep-enrollment is given.',
    'Asks for confirmation on a terminal; elsewhere --yes is required.',
  ]

  @args.string({ description: 'Id of the order, or the gateway’s id of the order or payment' })
  declare order: string

  @flags.string({ description: 'Amount in rupees; all that is left by default' })
  declare amount?: string

  @flags.string({ description: 'Reason, which administrators see' })
  declare reason?: string

  @flags.string({ description: 'normal, or optimum for an instant refund at a fee' })
  declare speed?: string

  @flags.boolean({ description: 'Leave the learner’s access as it is' })
  declare keepEnrollment?: boolean

  @flags.boolean({ description: 'Refund without asking' })
  declare yes?: boolean

  async perform() {
    const { default: FindOrder } = await import('#app/payments/queries/find_order')
    const { default: RequestRefund } = await import('#app/payments/actions/request_refund')
    const { refundCommandValidator } = await import('#app/payments/validators/refunds')
    const { consoleActor } = await import('#app/platform/audit/actor')

    const { amount, ...wanted } = await refundCommandValidator.validate({
      amount: this.amount,
      reason: this.reason,
      speed: this.speed,
    })
    const findOrder = await this.app.container.make(FindOrder)
    const found = await findOrder.handle({ reference: this.order })
    if (!found) return this.fail(`Order not found: ${this.order}.`)
    if (!(await this.isConfirmed(found.order.courseTitle, amount))) return

    const requestRefund = await this.app.container.make(RequestRefund)
    const refund = await requestRefund.handle({
      ...wanted,
      actor: consoleActor(),
      orderId: found.order.id,
      gatewayPaymentId: found.gatewayPaymentId,
      amountInPaise: amount === undefined ? undefined : Math.round(amount * 100),
      keepsEnrollment: this.keepEnrollment ?? false,
    })
    this.print(`Refund ${refund.id} of ₹${refund.amountInPaise / 100}: ${refund.state}.`)
  }

  private async isConfirmed(course: string, amount?: number): Promise<boolean> {
    if (this.yes) return true
    if (!process.stdin.isTTY) {
      this.fail('Nothing was refunded. Add --yes to refund without being asked.')
      return false
    }
    const sum = amount === undefined ? 'all that is left' : `₹${amount}`
    return this.prompt.confirm(`Refund ${sum} of the order of “${course}”?`)
  }
}
