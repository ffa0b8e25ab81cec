import { inject } from '@adonisjs/core'
import CallPace from '#app/payments/gateways/call_pace'
import type { GatewayPayment } from '#app/payments/gateways/gateway_entities'
import PaymentGateway, { type PageOfSpan } from '#app/payments/gateways/payment_gateway'
import RecordSighting from '#app/payments/ledger/record_sighting'
import { seenPayment } from '#app/payments/ledger/seen_payment'
import { higherPaymentState } from '#app/payments/ledger/states'
import Order from '#app/payments/models/order'
import ReportedPayment from '#app/payments/models/reported_payment'
import type { Difference } from '#app/payments/reconciliation/difference'
import MissingAtGateway from '#app/payments/reconciliation/missing_at_gateway'
import { mayBeOurs, nullIfRefused } from '#app/payments/reconciliation/gateway_answers'
import { rowsCreatedIn } from '#app/payments/reconciliation/rows_created_in'
import { pagesOf, type Window } from '#app/payments/reconciliation/windows'

const OURS = { source: 'reconciliation', isFetched: true } as const

/** Compares the payments of a window with the gateway, in both directions. */
@inject()
export default class ComparePayments {
  constructor(
    private gateway: PaymentGateway,
    private pace: CallPace,
    private recordSighting: RecordSighting,
    private missingAtGateway: MissingAtGateway
  ) {}

  /** Records what the gateway knows better, unless it is a dry run. */
  async *handle(window: Window, { isDryRun }: { isDryRun: boolean }): AsyncGenerator<Difference> {
    const seen = new Set<string>()
    const list = this.pace.before((page: PageOfSpan) => this.gateway.listPayments(page))
    for await (const page of pagesOf(window, list)) {
      for (const { id } of page) seen.add(id)
      yield* this.comparePage(page, isDryRun)
    }
    for await (const rows of rowsCreatedIn(window, withMoney))
      for (const row of rows)
        if (!seen.has(row.gatewayPaymentId)) yield* this.lookFor(row, isDryRun)
  }

  /** Compares what the gateway has just listed. */
  async *comparePage(page: GatewayPayment[], isDryRun: boolean) {
    const ofOrders = page.filter((payment) => payment.order_id)
    const orders = await Order.query().whereIn(
      'gatewayOrderId',
      ofOrders.map((payment) => payment.order_id!)
    )
    const rows = await ReportedPayment.query().whereIn(
      'gatewayPaymentId',
      ofOrders.map(({ id }) => id)
    )
    const orderIds = new Map(orders.map(({ gatewayOrderId, id }) => [gatewayOrderId, id]))
    const states = new Map(rows.map((row) => [row.gatewayPaymentId, row]))
    for (const payment of ofOrders) {
      const orderId = orderIds.get(payment.order_id!)
      if (orderId) yield* this.compare(payment, { orderId, row: states.get(payment.id), isDryRun })
      else if (payment.captured) yield* this.adopt(payment, isDryRun)
    }
  }

  private async *compare(
    payment: GatewayPayment,
    { orderId, row, isDryRun }: { orderId: string; row?: ReportedPayment; isDryRun: boolean }
  ): AsyncGenerator<Difference> {
    if (row && isSame(payment, row)) return
    const difference = { ...differenceOf(payment), orderId, here: row?.state ?? null }
    if (isDryRun) return yield { ...difference, done: 'nothing (dry run)' }
    const { outcome } = await this.recordSighting.handle({ ...OURS, payments: [payment] })
    yield { ...difference, done: outcome === 'recorded' ? 'recorded' : 'nothing' }
  }

  /** Asks for the order of a captured payment that no order here has: a restored backup may lack it. */
  private async *adopt(payment: GatewayPayment, isDryRun: boolean): AsyncGenerator<Difference> {
    await this.pace.turn()
    const order = await this.gateway.fetchOrder(payment.order_id!).catch(nullIfRefused)
    if (!order || !mayBeOurs(order)) return
    const difference = { ...differenceOf(payment), orderId: null, here: null }
    if (isDryRun) return yield { ...difference, done: 'nothing (dry run)' }
    const seen = { ...OURS, order, payments: [payment] }
    const { outcome, orderId = null } = await this.recordSighting.handle(seen)
    const done = outcome === 'ignored' ? 'finding opened' : 'recorded'
    yield { ...difference, orderId, done }
  }

  /** Asks for a payment that the window lacks: it may have been recorded long after it was made. */
  private async *lookFor(row: ReportedPayment, isDryRun: boolean): AsyncGenerator<Difference> {
    const { gatewayPaymentId: gatewayId, orderId, state: here } = row
    await this.pace.turn()
    const payment = await this.gateway.fetchPayment(gatewayId).catch(nullIfRefused)
    if (payment) return yield* this.compare(payment, { orderId, row, isDryRun })
    const difference = { kind: 'payment', gatewayId, orderId, here, atGateway: null } as const
    const target = { kind: 'payment', id: row.id } as const
    yield await this.missingAtGateway.report(difference, target, isDryRun)
  }
}

function isSame(payment: GatewayPayment, { state }: ReportedPayment): boolean {
  const seen = seenPayment(payment, true)
  const isGivenBack = !seen.isNeverCaptured || state === 'refunded'
  return isGivenBack && higherPaymentState(state, seen.state) === state
}

function differenceOf({ id, status }: GatewayPayment) {
  return { kind: 'payment', gatewayId: id, atGateway: status } as const
}

/** Attempts that failed are of no interest at the gateway. */
function withMoney() {
  return ReportedPayment.query().whereNotIn('state', ['created', 'failed'])
}
