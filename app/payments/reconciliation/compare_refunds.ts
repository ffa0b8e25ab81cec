import { inject } from '@adonisjs/core'
import CallPace from '#app/payments/gateways/call_pace'
import type { GatewayRefund } from '#app/payments/gateways/gateway_entities'
import PaymentGateway, { type PageOfSpan } from '#app/payments/gateways/payment_gateway'
import RecordSighting from '#app/payments/ledger/record_sighting'
import { higherRefundState, refundStateOf } from '#app/payments/ledger/states'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'
import type { Difference } from '#app/payments/reconciliation/difference'
import { nullIfRefused } from '#app/payments/reconciliation/gateway_answers'
import MissingAtGateway from '#app/payments/reconciliation/missing_at_gateway'
import { rowsCreatedIn } from '#app/payments/reconciliation/rows_created_in'
import { pagesOf, type Window } from '#app/payments/reconciliation/windows'

interface Known {
  orderId: string
  row?: Refund
  isDryRun: boolean
}

/** Compares the refunds of a window with the gateway, in both directions. It never asks for a refund. */
@inject()
export default class CompareRefunds {
  constructor(
    private gateway: PaymentGateway,
    private pace: CallPace,
    private recordSighting: RecordSighting,
    private missingAtGateway: MissingAtGateway
  ) {}

  /** Records what the gateway knows better, unless it is a dry run. */
  async *handle(window: Window, { isDryRun }: { isDryRun: boolean }): AsyncGenerator<Difference> {
    const seen = new Set<string>()
    const list = this.pace.before((page: PageOfSpan) => this.gateway.listRefunds(page))
    for await (const page of pagesOf(window, list)) {
      for (const { id } of page) seen.add(id)
      yield* this.comparePage(page, isDryRun)
    }
    for await (const rows of rowsCreatedIn(window, sent))
      for (const row of rows)
        if (!seen.has(row.gatewayRefundId!)) yield* this.lookFor(row, isDryRun)
  }

  /** Compares what the gateway has just listed. */
  async *comparePage(page: GatewayRefund[], isDryRun: boolean) {
    const payments = await ReportedPayment.query().whereIn(
      'gatewayPaymentId',
      page.map((refund) => refund.payment_id)
    )
    const rows = await Refund.query().whereIn(
      'gatewayRefundId',
      page.map(({ id }) => id)
    )
    const orderIds = new Map(payments.map((row) => [row.gatewayPaymentId, row.orderId]))
    const known = new Map(rows.map((row) => [row.gatewayRefundId, row]))
    for (const refund of page) {
      const orderId = orderIds.get(refund.payment_id)
      if (orderId) yield* this.compare(refund, { orderId, row: known.get(refund.id), isDryRun })
    }
  }

  private async *compare(
    refund: GatewayRefund,
    { orderId, row, isDryRun }: Known
  ): AsyncGenerator<Difference> {
    if (row && isSame(refund, row)) return
    const { id: gatewayId, status: atGateway } = refund
    const here = row?.state ?? null
    const difference = { kind: 'refund', gatewayId, orderId, here, atGateway } as const
    if (isDryRun) return yield { ...difference, done: 'nothing (dry run)' }
    const seen = { source: 'reconciliation', isFetched: true } as const
    const { outcome } = await this.recordSighting.handle({ ...seen, refunds: [refund] })
    yield { ...difference, done: outcome === 'recorded' ? 'recorded' : 'nothing' }
  }

  /** Asks for a refund that the window lacks: it may have been recorded long after it was made. */
  private async *lookFor(row: Refund, isDryRun: boolean): AsyncGenerator<Difference> {
    const { orderId, state: here } = row
    const gatewayId = row.gatewayRefundId!
    await this.pace.turn()
    const refund = await this.gateway.fetchRefund(gatewayId).catch(nullIfRefused)
    if (refund) return yield* this.compare(refund, { orderId, row, isDryRun })
    const difference = { kind: 'refund', gatewayId, orderId, here, atGateway: null } as const
    const target = { kind: 'refund', id: row.id } as const
    yield await this.missingAtGateway.report(difference, target, isDryRun)
  }
}

/** A refund that was processed can't fail: if the gateway says so, it is recorded as a contradiction. */
function isSame({ status }: GatewayRefund, { state }: Refund): boolean {
  const seen = refundStateOf(status)
  const isContradictory = state === 'processed' && seen === 'failed'
  return !isContradictory && higherRefundState(state, seen) === state
}

/** Refunds that the gateway has confirmed. */
function sent() {
  return Refund.query().whereNotNull('gatewayRefundId')
}
