import { inject } from '@adonisjs/core'
import { isId, newId } from '#app/platform/ids'
import RefundProcessed from '#app/payments/events/refund_processed'
import { bankReferenceOf, type GatewayRefund } from '#app/payments/gateways/gateway_entities'
import Findings from '#app/payments/ledger/findings'
import type LedgerCase from '#app/payments/ledger/ledger_case'
import RefundEffects from '#app/payments/ledger/refund_effects'
import { higherRefundState, type RefundState, refundStateOf } from '#app/payments/ledger/states'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'

const MADE_ELSEWHERE = 'Made outside of this application.'

export type SeenRefund = { isKnown: boolean; isContradictory: boolean }

/** Records a refund that a source saw, ours or not. It never asks the gateway for one. */
@inject()
export default class RecordSeenRefund {
  constructor(
    private refundEffects: RefundEffects,
    private findings: Findings
  ) {}

  /** @returns whether its payment is known, and whether the refund contradicts the ledger */
  async handle(kase: LedgerCase, seen: GatewayRefund): Promise<SeenRefund> {
    const { trx, order } = kase
    const payment = await ReportedPayment.query({ client: trx })
      .where({ gatewayPaymentId: seen.payment_id, orderId: order.id })
      .forUpdate()
      .first()
    if (!payment) return { isKnown: false, isContradictory: false }

    const known = await this.find(kase, payment, seen)
    const refund = known ?? newRefund(kase, payment, seen)
    const isContradictory = await this.checkForConflict(kase, refund, seen)
    await this.raise(kase, payment, { refund, seen, from: known ? known.state : null })
    await payment.useTransaction(trx).save()
    return { isKnown: true, isContradictory }
  }

  /** Finds it by the gateway's id, or by ours, which was the receipt of the request. */
  private async find(
    { trx }: LedgerCase,
    { id: paymentId }: ReportedPayment,
    { id: gatewayRefundId, receipt }: GatewayRefund
  ): Promise<Refund | null> {
    const refunds = () => Refund.query({ client: trx }).where({ paymentId }).forUpdate()
    const known = await refunds().where({ gatewayRefundId }).first()
    if (known || !isId(receipt ?? '')) return known
    return refunds().where('id', receipt!).whereNull('gatewayRefundId').first()
  }

  private async raise(
    kase: LedgerCase,
    payment: ReportedPayment,
    { refund, seen, from }: { refund: Refund; seen: GatewayRefund; from: RefundState | null }
  ) {
    const reported = refundStateOf(seen.status)
    const state = from ? higherRefundState(from, reported) : reported
    const reference = bankReferenceOf(seen) ?? refund.reference
    refund.merge({ state, gatewayRefundId: seen.id, reference })
    if (state === 'processed') refund.processedAt ??= kase.now
    await refund.useTransaction(kase.trx).save()
    if (state === from) return

    const { id, amountInPaise } = refund
    const facts = { gatewayRefundId: seen.id, amountInPaise, reference: reference ?? undefined }
    kase.note({ kind: 'refund', id, from, to: state, facts })
    if (state === 'processed') kase.emit(new RefundProcessed({ refundId: id }))
    const isNewlyLive = state !== 'failed' && (from === null || from === 'failed')
    await this.refundEffects.follow(kase, payment, { refund, isNewlyLive })
    if (state === 'failed') await this.findFailure(kase, refund)
    else await this.resolveFailure(kase, refund)
    if (!payment.capturedAt) kase.checkBy(kase.now)
  }

  /** Refunds that were processed can't fail, and amounts never change. */
  private async checkForConflict(
    { order, trx }: LedgerCase,
    refund: Refund,
    { id, amount, status }: GatewayRefund
  ): Promise<boolean> {
    const hasFailedSince = refund.state === 'processed' && status === 'failed'
    if (!hasFailedSince && Number(refund.amountInPaise) === amount) return false
    const target = { kind: 'refund', id: refund.id } as const
    const facts = {
      gatewayRefundId: id,
      state: refund.state,
      reportedState: status,
      amountInPaise: refund.amountInPaise,
      reportedAmountInPaise: amount,
    }
    await this.findings.open({ kind: 'refund_conflict', target, orderId: order.id, facts }, trx)
    return true
  }

  private async findFailure({ order, trx }: LedgerCase, { id, amountInPaise, failure }: Refund) {
    const target = { kind: 'refund', id } as const
    const facts = { amountInPaise, failure: failure ?? undefined }
    await this.findings.open({ kind: 'refund_failed', target, orderId: order.id, facts }, trx)
  }

  private async resolveFailure({ trx }: LedgerCase, { id, state }: Refund) {
    if (state !== 'processed') return
    const note = 'The refund was processed.'
    for (const kind of ['refund_failed', 'refund_unknown'] as const)
      await this.findings.resolve({ kind, target: { kind: 'refund', id }, note }, trx)
  }
}

/** A refund that was made at the gateway itself. */
function newRefund({ order }: LedgerCase, payment: ReportedPayment, seen: GatewayRefund): Refund {
  return new Refund().merge({
    id: newId(),
    orderId: order.id,
    paymentId: payment.id,
    state: refundStateOf(seen.status),
    amountInPaise: seen.amount,
    currency: seen.currency,
    origin: 'gateway',
    reason: MADE_ELSEWHERE,
    speed: seen.speed_requested ?? 'normal',
    keepsEnrollment: false,
    endedEnrollment: false,
  })
}
