import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import { newId } from '#app/platform/ids'
import DisputeLost from '#app/payments/events/dispute_lost'
import type { GatewayDispute } from '#app/payments/gateways/gateway_entities'
import Access from '#app/payments/ledger/access'
import Findings from '#app/payments/ledger/findings'
import type LedgerCase from '#app/payments/ledger/ledger_case'
import { disputeStateOf, isFinalDisputeState } from '#app/payments/ledger/states'
import Dispute from '#app/payments/models/dispute'
import ReportedPayment from '#app/payments/models/reported_payment'

/** Records a dispute: the latest event about it counts, and its final states stay. */
@inject()
export default class RecordSeenDispute {
  constructor(
    private access: Access,
    private findings: Findings
  ) {}

  /** @returns whether its payment is known */
  async handle(
    kase: LedgerCase,
    seen: GatewayDispute,
    reportedAt: DateTime = kase.now
  ): Promise<boolean> {
    const { trx, order } = kase
    const payment = await ReportedPayment.query({ client: trx })
      .where({ gatewayPaymentId: seen.payment_id, orderId: order.id })
      .forUpdate()
      .first()
    if (!payment) return false

    const known = await Dispute.query({ client: trx })
      .where('gatewayDisputeId', seen.id)
      .forUpdate()
      .first()
    const isFinal = isFinalDisputeState(disputeStateOf(seen.status))
    const isOlder = known && known.reportedAt > reportedAt && !isFinal
    if (known && (isFinalDisputeState(known.state) || isOlder)) return true
    await this.store(kase, payment, { known, seen, reportedAt })
    return true
  }

  private async store(
    kase: LedgerCase,
    payment: ReportedPayment,
    {
      known,
      seen,
      reportedAt,
    }: { known: Dispute | null; seen: GatewayDispute; reportedAt: DateTime }
  ) {
    const ids = { id: newId(), orderId: kase.order.id, paymentId: payment.id }
    const dispute = known ?? new Dispute().merge({ ...ids, endedEnrollment: false })
    const from = known ? known.state : null
    const state = disputeStateOf(seen.status)
    dispute.merge({ ...detailsOf(seen), state, reportedAt })
    if (state === 'lost' && kase.counts(payment))
      dispute.endedEnrollment = await this.access.end(kase, { dispute: dispute.id })
    await dispute.useTransaction(kase.trx).save()
    if (state === from) return

    const { id, phase, amountInPaise } = dispute
    const facts = { gatewayDisputeId: seen.id, phase, amountInPaise }
    kase.note({ kind: 'dispute', id, from, to: state, facts })
    if (state === 'lost') kase.emit(new DisputeLost({ disputeId: id }))
    await this.updateFindings(kase, dispute)
  }

  private async updateFindings({ order, trx }: LedgerCase, dispute: Dispute) {
    const target = { kind: 'dispute', id: dispute.id } as const
    const { amountInPaise, deductedInPaise, reasonCode, respondBy, state } = dispute
    if (isFinalDisputeState(state)) {
      const note = `The dispute ended: ${state}.`
      await this.findings.resolve({ kind: 'dispute_open', target, note }, trx)
    }
    const kind = state === 'lost' ? 'dispute_lost' : 'dispute_open'
    if (isFinalDisputeState(state) && state !== 'lost') return
    const facts = { amountInPaise, deductedInPaise, reasonCode, respondBy: respondBy?.toISO() }
    await this.findings.open({ kind, target, orderId: order.id, facts }, trx)
  }
}

function detailsOf(seen: GatewayDispute) {
  return {
    gatewayDisputeId: seen.id,
    amountInPaise: seen.amount,
    deductedInPaise: seen.amount_deducted ?? 0,
    currency: seen.currency,
    reasonCode: seen.reason_code ?? null,
    phase: seen.phase ?? null,
    respondBy: seen.respond_by ? DateTime.fromSeconds(seen.respond_by, { zone: 'utc' }) : null,
  }
}
