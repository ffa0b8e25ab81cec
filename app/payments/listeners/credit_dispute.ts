import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import IssueCreditNote from '#app/payments/actions/issue_credit_note'
import Dispute from '#app/payments/models/dispute'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Issues the credit note of a lost dispute. */
@inject()
export default class CreditDispute implements OutboxListener<{ disputeId: string }> {
  constructor(private issueCreditNote: IssueCreditNote) {}

  async handle({ disputeId }: { disputeId: string }) {
    await db.transaction(async (trx) => {
      const dispute = await Dispute.query({ client: trx }).where('id', disputeId).first()
      if (dispute?.state !== 'lost') return
      const { orderId, paymentId, amountInPaise, deductedInPaise, reportedAt: at } = dispute
      const deducted = deductedInPaise || amountInPaise // a report may lack it
      const money = { orderId, reportedPaymentId: paymentId, amountInPaise: deducted, at }
      await this.issueCreditNote.handle({ ...money, origin: { disputeId } }, trx)
    })
  }
}
