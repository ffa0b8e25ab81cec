import { inject } from '@adonisjs/core'
import type { DateTime } from 'luxon'
import config from '#config/payments'
import { sqlTime } from '#app/platform/sql/time'
import SandboxAccount from '#app/payments/sandbox/sandbox_account'
import { newOrder, newPayment } from '#app/payments/sandbox/sandbox_entities'
import { demoId } from '#database/demo/demo_ids'
import { insertRowOnce } from '#database/demo/insert_once'

interface DemoPayment {
  /** Number among the demo's purchases. */
  number: number
  userId: string
  courseId: string
  courseTitle: string
  amountInPaise: number
  paidAt: DateTime
}

/** Seeds a paid order: its rows, their history, and what the sandbox knows about them. */
@inject()
export default class SeedPayment {
  constructor(private sandbox: SandboxAccount) {}

  async handle(payment: DemoPayment): Promise<void> {
    await this.insertRows(payment)
    await this.insertHistory(payment)
    if (!config.razorpay) this.addToSandbox(payment)
  }

  private async insertRows(payment: DemoPayment) {
    const { number, userId, courseId, courseTitle, amountInPaise, paidAt } = payment
    const id = demoId('purchase', number)
    const time = sqlTime(paidAt)
    const { orderId: gatewayOrderId, paymentId: gatewayPaymentId } = gatewayIds(number)
    const owner = { user_id: userId, course_id: courseId }
    const money = { amount_in_paise: amountInPaise, currency: 'INR' }
    const row = { id, ...money, created_at: time }
    await insertRowOnce('orders', {
      ...row,
      ...owner,
      gateway_order_id: gatewayOrderId,
      course_title: courseTitle,
      list_in_paise: amountInPaise,
      state: 'paid',
      paid_at: time,
    })
    const ofOrder = { ...row, order_id: id, gateway_payment_id: gatewayPaymentId }
    await insertRowOnce('payments', { ...ofOrder, ...owner })
    const captured = { state: 'captured', captured_at: time, updated_at: time, method: 'upi' }
    await insertRowOnce('gateway_payments', { ...ofOrder, ...captured })
  }

  private async insertHistory({ number, paidAt }: DemoPayment) {
    const target = demoId('purchase', number)
    const states = [
      ['order', 'paid'],
      ['payment', 'captured'],
    ]
    for (const [index, [kind, state]] of states.entries()) {
      await insertRowOnce('ledger_entries', {
        id: demoId('entry', number * states.length + index),
        order_id: target,
        number: index + 1,
        target_kind: kind,
        target_id: target,
        to_state: state,
        source: 'system',
        facts: '{}',
        created_at: sqlTime(paidAt),
      })
    }
  }

  private addToSandbox({ number, userId, courseId, amountInPaise, paidAt }: DemoPayment) {
    const { orderId, paymentId } = gatewayIds(number)
    if (this.sandbox.find('orders', orderId)) return
    const createdAt = Math.floor(paidAt.toSeconds())
    const notes = { course: courseId, user: userId }
    const money = { amount: amountInPaise, currency: 'INR' }
    const order = newOrder({ ...money, receipt: demoId('purchase', number), notes }, createdAt)
    const paid = { status: 'paid', amount_paid: amountInPaise, amount_due: 0, attempts: 1 } as const
    const placed = this.sandbox.put('orders', { ...order, ...paid, id: orderId })
    const captured = { status: 'captured', captured: true } as const
    this.sandbox.put('payments', { ...newPayment(placed, createdAt), ...captured, id: paymentId })
  }
}

function gatewayIds(number: number) {
  return { orderId: `order_demo${number}`, paymentId: `pay_demo${number}` }
}
