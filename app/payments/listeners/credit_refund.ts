import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import IssueCreditNote from '#app/payments/actions/issue_credit_note'
import Refund from '#app/payments/models/refund'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Issues the credit note of a processed refund. */
@inject()
export default class CreditRefund implements OutboxListener<{ refundId: string }> {
  constructor(private issueCreditNote: IssueCreditNote) {}

  async handle({ refundId }: { refundId: string }) {
    await db.transaction(async (trx) => {
      const refund = await Refund.query({ client: trx }).where('id', refundId).first()
      if (refund?.state !== 'processed') return
      const { orderId, paymentId, amountInPaise, processedAt, updatedAt } = refund
      const at = processedAt ?? updatedAt
      const money = { orderId, reportedPaymentId: paymentId, amountInPaise, at }
      await this.issueCreditNote.handle({ ...money, origin: { refundId } }, trx)
    })
  }
}
