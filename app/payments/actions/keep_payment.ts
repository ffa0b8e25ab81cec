import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import PaymentCaptured from '#app/payments/events/payment_captured'
import Ledger from '#app/payments/ledger/ledger'
import type Finding from '#app/payments/models/finding'
import ReportedPayment from '#app/payments/models/reported_payment'

/**
 * Keeps a payment that would have been given back, because an administrator accepts the finding about it. If it counts
 * for its order, it gets its invoice now. Does nothing for other findings.
 */
@inject()
export default class KeepPayment {
  constructor(private ledger: Ledger) {}

  async handle({ finding, actor }: { finding: Finding; actor: Actor }): Promise<void> {
    const { orderId, targetKind, targetId } = finding
    if (!orderId || targetKind !== 'payment') return
    await db.transaction(async (trx) => {
      const origin = { source: 'administrator', actor } as const
      const kase = await this.ledger.open(orderId, origin, trx)
      const payment = await ReportedPayment.query({ client: trx })
        .where('id', targetId)
        .forUpdate()
        .firstOrFail()
      if (payment.giveBackCause !== finding.kind) return
      await payment.merge({ giveBackCause: null }).save()
      if (kase.counting && kase.counts(payment))
        kase.emit(new PaymentCaptured({ orderId, paymentId: kase.counting.id }))
      await this.ledger.write(kase)
    })
  }
}
