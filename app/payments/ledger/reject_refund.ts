import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { truncate } from '#app/platform/text'
import Findings from '#app/payments/ledger/findings'
import Ledger from '#app/payments/ledger/ledger'
import RefundEffects from '#app/payments/ledger/refund_effects'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'

const LONGEST_REASON = 500

/** Records that the gateway refused to make a refund. The learner gets back the access that it had ended. */
@inject()
export default class RejectRefund {
  constructor(
    private ledger: Ledger,
    private refundEffects: RefundEffects,
    private findings: Findings
  ) {}

  async handle({ refundId, reason }: { refundId: string; reason: string }): Promise<void> {
    const { orderId, paymentId } = await Refund.findOrFail(refundId)
    await db.transaction(async (trx) => {
      const kase = await this.ledger.open(orderId, { source: 'system' }, trx)
      const payment = await ReportedPayment.query({ client: trx })
        .where('id', paymentId)
        .forUpdate()
        .firstOrFail()
      const refund = await Refund.query({ client: trx })
        .where('id', refundId)
        .forUpdate()
        .firstOrFail()
      if (refund.state !== 'requested') return

      const failure = truncate(reason, LONGEST_REASON)
      await refund.merge({ state: 'failed', failure }).save()
      const facts = { failure, amountInPaise: refund.amountInPaise }
      kase.note({ kind: 'refund', id: refund.id, from: 'requested', to: 'failed', facts })
      await this.refundEffects.follow(kase, payment, { refund, isNewlyLive: false })
      if (payment.$isDirty) await payment.save()
      const target = { kind: 'refund', id: refund.id } as const
      await this.findings.open({ kind: 'refund_failed', target, orderId, facts }, trx)
      await this.ledger.write(kase)
    })
  }
}
