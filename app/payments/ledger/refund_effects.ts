import { inject } from '@adonisjs/core'
import RefundProcessed from '#app/payments/events/refund_processed'
import Access from '#app/payments/ledger/access'
import type LedgerCase from '#app/payments/ledger/ledger_case'
import { higherPaymentState, type PaymentState } from '#app/payments/ledger/states'
import Refund from '#app/payments/models/refund'
import type ReportedPayment from '#app/payments/models/reported_payment'

/** Derives the states of payments and orders, and the learner's access, from the sums of the refunds alone. */
@inject()
export default class RefundEffects {
  constructor(private access: Access) {}

  /** Follows the change of a refund; `isNewlyLive` if its money has just begun to be given back. */
  async follow(
    kase: LedgerCase,
    payment: ReportedPayment,
    { refund, isNewlyLive }: { refund: Refund; isNewlyLive: boolean }
  ): Promise<void> {
    const refunds = await this.refundsOf(kase, payment)
    this.raise(kase, payment, refunds)
    if (!kase.counts(payment)) return
    const isGivenBack = liveSum(refunds) >= payment.amountInPaise
    if (isGivenBack && isNewlyLive) await this.endAccess(kase, refunds, refund)
    if (!isGivenBack) await this.restoreAccess(kase, refunds)
  }

  /** Follows a payment that was captured or has begun to count, whose refunds may have been reported before. */
  async followPayment(kase: LedgerCase, payment: ReportedPayment): Promise<void> {
    const refunds = await this.refundsOf(kase, payment)
    if (refunds.length === 0) return
    this.raise(kase, payment, refunds)
    for (const { id, state } of refunds)
      if (state === 'processed') kase.emit(new RefundProcessed({ refundId: id }))
    const isGivenBack = liveSum(refunds) >= payment.amountInPaise
    if (kase.counts(payment) && isGivenBack) await this.endAccess(kase, refunds, refunds.at(-1)!)
  }

  private refundsOf({ trx }: LedgerCase, { id }: ReportedPayment): Promise<Refund[]> {
    return Refund.query({ client: trx }).where('paymentId', id).orderBy('id').forUpdate()
  }

  private raise(kase: LedgerCase, payment: ReportedPayment, refunds: Refund[]) {
    const processed = sumOf(refunds.filter(({ state }) => state === 'processed'))
    if (processed === 0) return
    const isAll = processed >= payment.amountInPaise
    const seen: PaymentState = isAll ? 'refunded' : 'partially_refunded'
    const { id, state: from } = payment
    payment.state = higherPaymentState(from, seen)
    const facts = { refundedInPaise: processed }
    if (payment.state !== from) kase.note({ kind: 'payment', id, from, to: payment.state, facts })
    if (!kase.counts(payment)) return
    kase.order.refundedInPaise = Math.max(kase.order.refundedInPaise, processed)
    if (isAll) kase.raiseOrder('refunded', facts)
  }

  private async endAccess(kase: LedgerCase, refunds: Refund[], refund: Refund) {
    if (refund.keepsEnrollment) return
    if (!(await this.access.end(kase, { refund: refund.id }))) return
    const ending = refunds.find(({ id }) => id === refund.id)!
    await ending.merge({ endedEnrollment: true }).save()
  }

  private async restoreAccess(kase: LedgerCase, refunds: Refund[]) {
    for (const refund of refunds.filter(({ endedEnrollment }) => endedEnrollment)) {
      await refund.merge({ endedEnrollment: false }).save()
      await this.access.restore(kase, { refund: refund.id })
    }
  }
}

/** Sums the refunds that have not failed. */
export function liveSum(refunds: Refund[]): number {
  return sumOf(refunds.filter(({ state }) => state !== 'failed'))
}

function sumOf(refunds: Refund[]): number {
  return refunds.reduce((sum, { amountInPaise }) => sum + Number(amountInPaise), 0)
}
