import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type LedgerCase from '#app/payments/ledger/ledger_case'
import Ledger from '#app/payments/ledger/ledger'
import PrepareSighting from '#app/payments/ledger/prepare_sighting'
import RecordSeenDispute from '#app/payments/ledger/record_seen_dispute'
import RecordSeenPayment, { type Surroundings } from '#app/payments/ledger/record_seen_payment'
import RecordSeenRefund from '#app/payments/ledger/record_seen_refund'
import { seenPayment } from '#app/payments/ledger/seen_payment'
import type { Sighting, SightingResult } from '#app/payments/ledger/sighting'

/**
 * The only way in which anything that a source saw at the gateway changes an order. It locks the order, raises states,
 * and writes rows, entries, findings and effects in one transaction. Sightings may arrive in any order and any number of
 * times: the result is the same.
 */
@inject()
export default class RecordSighting {
  constructor(
    private prepareSighting: PrepareSighting,
    private ledger: Ledger,
    private recordPayment: RecordSeenPayment,
    private recordRefund: RecordSeenRefund,
    private recordDispute: RecordSeenDispute
  ) {}

  /** @throws {GatewayUnavailable} if the gateway's order is needed, but can't be read */
  async handle(sighting: Sighting): Promise<SightingResult> {
    const prepared = await this.prepareSighting.handle(sighting)
    if ('reason' in prepared)
      return { outcome: 'ignored', reason: prepared.reason, contradictory: [] }

    const { order, around } = prepared
    return db.transaction(async (trx) => {
      const kase = await this.ledger.open(order.id, sighting, trx)
      await this.recordPayments(kase, sighting, around)
      const { unknown, contradictory } = await this.recordRefunds(kase, sighting)
      const isUnknown = unknown || !(await this.recordItsDispute(kase, sighting))
      const hasChanged = kase.transitions.length > 0
      await this.ledger.write(kase)
      if (isUnknown && !hasChanged)
        return { outcome: 'ignored', reason: 'The payment is unknown.', contradictory }
      return { outcome: hasChanged ? 'recorded' : 'unchanged', orderId: order.id, contradictory }
    })
  }

  private async recordPayments(kase: LedgerCase, sighting: Sighting, around: Surroundings) {
    const { payments = [], isFetched = false } = sighting
    for (const payment of payments) {
      if (payment.order_id !== kase.order.gatewayOrderId) continue
      await this.recordPayment.handle(kase, seenPayment(payment, isFetched), around)
    }
  }

  private async recordRefunds(kase: LedgerCase, { refunds = [] }: Sighting) {
    const contradictory: string[] = []
    let unknown = false
    for (const refund of refunds) {
      const { isKnown, isContradictory } = await this.recordRefund.handle(kase, refund)
      unknown ||= !isKnown
      if (isContradictory) contradictory.push(refund.id)
    }
    return { unknown, contradictory }
  }

  /** Returns false if the dispute's payment is unknown. */
  private async recordItsDispute(kase: LedgerCase, { dispute, reportedAt }: Sighting) {
    return !dispute || this.recordDispute.handle(kase, dispute, reportedAt)
  }
}
