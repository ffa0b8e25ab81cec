import { inject } from '@adonisjs/core'
import { newId } from '#app/platform/ids'
import RefundPayment from '#app/payments/events/refund_payment'
import type LedgerCase from '#app/payments/ledger/ledger_case'
import RefundEffects from '#app/payments/ledger/refund_effects'
import Refund, { type RefundOrigin } from '#app/payments/models/refund'
import type ReportedPayment from '#app/payments/models/reported_payment'

export interface NewRefund {
  amountInPaise: number
  origin: Exclude<RefundOrigin, 'gateway'>
  reason: string
  cause?: string
  requestedBy?: string
  speed?: 'normal' | 'optimum'
  keepsEnrollment?: boolean
  requestKey?: string
}

/** Time for the requesting action to ask the gateway itself; after that a worker does. */
const ASKED_WITHIN = { seconds: 60 }

/** Stores requested refunds. The gateway is asked after the commit, by the job that is written with them. */
@inject()
export default class NewRefunds {
  constructor(private refundEffects: RefundEffects) {}

  /** @param isAwaited true if the caller settles the job itself */
  async add(
    kase: LedgerCase,
    payment: ReportedPayment,
    { isAwaited = false, ...wanted }: NewRefund & { isAwaited?: boolean }
  ): Promise<Refund> {
    const refund = await Refund.create(
      {
        ...wanted,
        id: newId(),
        orderId: kase.order.id,
        paymentId: payment.id,
        state: 'requested',
        currency: payment.currency,
        speed: wanted.speed ?? 'normal',
        keepsEnrollment: wanted.keepsEnrollment ?? false,
        endedEnrollment: false,
      },
      { client: kase.trx }
    )
    const { amountInPaise, reason, cause } = wanted
    const facts = { amountInPaise, reason, cause }
    kase.note({ kind: 'refund', id: refund.id, from: null, to: 'requested', facts })
    kase.emit(new RefundPayment({ refundId: refund.id }), isAwaited ? ASKED_WITHIN : undefined)
    await this.refundEffects.follow(kase, payment, { refund, isNewlyLive: true })
    return refund
  }
}
