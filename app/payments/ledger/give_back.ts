import { inject } from '@adonisjs/core'
import config from '#config/payments'
import type { AutoRefundCause } from '#app/payments/ledger/finding_kinds'
import Findings from '#app/payments/ledger/findings'
import type LedgerCase from '#app/payments/ledger/ledger_case'
import NewRefunds from '#app/payments/ledger/new_refunds'
import { lostSum } from '#app/payments/ledger/lost_disputes'
import { liveSum } from '#app/payments/ledger/refund_effects'
import Dispute from '#app/payments/models/dispute'
import Refund from '#app/payments/models/refund'
import type ReportedPayment from '#app/payments/models/reported_payment'

const REASONS: Record<AutoRefundCause, string> = {
  second_payment: 'The order was paid twice.',
  duplicate_purchase: 'The learner already owned the course.',
  course_gone: 'The course is no longer available.',
  account_gone: 'The account no longer exists.',
}

/** Refunds a captured payment that buys nothing, or opens a finding if administrators decide about that. */
@inject()
export default class GiveBack {
  constructor(
    private newRefunds: NewRefunds,
    private findings: Findings
  ) {}

  async handle(kase: LedgerCase, payment: ReportedPayment, cause: AutoRefundCause): Promise<void> {
    const { order, trx } = kase
    const refunds = await Refund.query({ client: trx }).where('paymentId', payment.id)
    const disputes = await Dispute.query({ client: trx }).where('paymentId', payment.id)
    const amountInPaise = payment.amountInPaise - liveSum(refunds) - lostSum(disputes)
    if (amountInPaise <= 0) return
    if (config.autoRefund) {
      const refund = { amountInPaise, cause, reason: REASONS[cause], origin: 'system' } as const
      return void (await this.newRefunds.add(kase, payment, refund))
    }
    const target = { kind: 'payment', id: payment.id } as const
    const facts = { amountInPaise }
    await this.findings.open({ kind: cause, target, orderId: order.id, facts }, trx)
  }
}
