import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { orderTarget } from '#app/payments/audited_order'
import RefundPayment from '#app/payments/events/refund_payment'
import DisputeOpen from '#app/payments/exceptions/dispute_open'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import NothingToRefund from '#app/payments/exceptions/nothing_to_refund'
import RefundRefused from '#app/payments/exceptions/refund_refused'
import RefundRepeated from '#app/payments/exceptions/refund_repeated'
import Ledger from '#app/payments/ledger/ledger'
import type LedgerCase from '#app/payments/ledger/ledger_case'
import NewRefunds from '#app/payments/ledger/new_refunds'
import { lostSum } from '#app/payments/ledger/lost_disputes'
import { liveSum } from '#app/payments/ledger/refund_effects'
import { refundAmount } from '#app/payments/ledger/refund_rules'
import Dispute from '#app/payments/models/dispute'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'

export interface WantedRefund {
  actor: Actor
  orderId: string
  /** A payment of the order; by default the one that counts. */
  gatewayPaymentId?: string
  /** All that is left, by default. */
  amountInPaise?: number
  reason: string
  speed?: 'normal' | 'optimum'
  keepsEnrollment?: boolean
  /** A repeated request with the same key answers the same refund. */
  requestKey?: string
}

/** Requests with the same amount count as a double click for this long, unless they have keys. */
const REPEATED_WITHIN = { seconds: 60 }

/**
 * Refunds a payment, in whole or in part, at an administrator's request. The refund is stored before the gateway is
 * asked. If the gateway does not answer, the refund stays `requested` and is repeated by a job.
 */
@inject()
export default class RequestRefund {
  constructor(
    private ledger: Ledger,
    private newRefunds: NewRefunds,
    private outbox: Outbox,
    private audit: Audit
  ) {}

  /**
   * @throws {E_ROW_NOT_FOUND} if there is no such order
   * @throws {NothingToRefund | DisputeOpen | RefundRepeated | InvalidRefundAmount} with nothing stored
   * @throws {RefundRefused} if the gateway refuses it; the refund is stored as failed
   */
  async handle(wanted: WantedRefund): Promise<Refund> {
    const { refundId, job } = await db.transaction((trx) => this.request(wanted, trx))
    if (job) await this.ask(job)
    const refund = await Refund.findOrFail(refundId)
    if (refund.state === 'failed') throw new RefundRefused(refund.failure ?? 'no reason given')
    return refund
  }

  private async request(wanted: WantedRefund, trx: TransactionClientContract) {
    const { actor, orderId } = wanted
    const source = actor.channel === 'console' ? 'console' : 'administrator'
    const kase = await this.ledger.open(orderId, { source, actor }, trx)
    const earlier = await this.findEarlier(wanted, kase)
    if (earlier) return { refundId: earlier.id }

    const payment = await this.findPayment(wanted, kase)
    const refund = await this.add(wanted, { kase, payment, source })
    const { reason, amountInPaise } = refund
    const after = { amount: amountInPaise / 100, reason, paymentId: payment.gatewayPaymentId }
    const change = { actor, target: orderTarget(kase.order), after }
    await this.audit.record({ ...change, action: 'order.refunded' }, trx)
    const ids = await this.ledger.write(kase)
    const job = ids[kase.events.findIndex(({ event }) => event instanceof RefundPayment)]
    return { refundId: refund.id, job }
  }

  private async add(
    { actor, amountInPaise, reason, speed = 'normal', keepsEnrollment, requestKey }: WantedRefund,
    at: { kase: LedgerCase; payment: ReportedPayment; source: 'console' | 'administrator' }
  ): Promise<Refund> {
    const { kase, payment, source: origin } = at
    const refunds = await Refund.query({ client: kase.trx }).where('paymentId', payment.id)
    const disputes = await Dispute.query({ client: kase.trx }).where('paymentId', payment.id)
    const left = payment.amountInPaise - liveSum(refunds) - lostSum(disputes)
    const amount = refundAmount(left, amountInPaise)
    if (!requestKey) this.refuseRepeated(kase, refunds, amount)
    const details = { reason, speed, keepsEnrollment, requestKey, requestedBy: actor.label, origin }
    const refund = { ...details, amountInPaise: amount, isAwaited: true }
    const added = await this.newRefunds.add(kase, payment, refund)
    if (payment.$isDirty) await payment.save()
    return added
  }

  /** Finds the refund that a request with the same key made. @throws {RefundRepeated} if it was another one */
  private async findEarlier(wanted: WantedRefund, { trx, order }: LedgerCase) {
    const { requestKey, reason, amountInPaise } = wanted
    if (!requestKey) return null
    const earlier = await Refund.query({ client: trx })
      .where({ orderId: order.id, requestKey })
      .first()
    if (!earlier) return null
    const isSame =
      earlier.reason === reason &&
      earlier.speed === (wanted.speed ?? 'normal') &&
      earlier.keepsEnrollment === (wanted.keepsEnrollment ?? false) &&
      (amountInPaise === undefined || earlier.amountInPaise === amountInPaise)
    if (!isSame) throw RefundRepeated.ofKey()
    return earlier
  }

  /** @throws {NothingToRefund | DisputeOpen} */
  private async findPayment({ gatewayPaymentId }: WantedRefund, kase: LedgerCase) {
    const id = gatewayPaymentId ?? kase.counting?.gatewayPaymentId ?? ''
    const payment = await ReportedPayment.query({ client: kase.trx })
      .where({ orderId: kase.order.id, gatewayPaymentId: id })
      .forUpdate()
      .first()
    if (!payment?.capturedAt) throw new NothingToRefund()
    const dispute = await Dispute.query({ client: kase.trx })
      .where('paymentId', payment.id)
      .whereIn('state', ['open', 'under_review'])
      .first()
    if (dispute) throw new DisputeOpen()
    return payment
  }

  private refuseRepeated({ now }: LedgerCase, refunds: Refund[], amountInPaise: number) {
    const since = now.minus(REPEATED_WITHIN)
    const isRepeated = refunds.some(
      (refund) =>
        refund.state !== 'failed' &&
        refund.origin !== 'gateway' &&
        refund.amountInPaise === amountInPaise &&
        refund.createdAt > since
    )
    if (isRepeated) throw new RefundRepeated()
  }

  /** A refusal is stored with the refund. */
  private async ask(job: string): Promise<void> {
    try {
      await this.outbox.settle(job)
    } catch (error) {
      if (!(error instanceof GatewayRefused)) throw error
    }
  }
}
