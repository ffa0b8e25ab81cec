import app from '@adonisjs/core/services/app'
import { newId } from '#app/platform/ids'
import type User from '#app/accounts/models/user'
import type { Course } from '#app/catalog/documents/course'
import type {
  GatewayDispute,
  GatewayPayment,
  GatewayRefund,
} from '#app/payments/gateways/gateway_entities'
import RecordSighting from '#app/payments/ledger/record_sighting'
import type { Sighting } from '#app/payments/ledger/sighting'
import Finding from '#app/payments/models/finding'
import LedgerEntry from '#app/payments/models/ledger_entry'
import Order from '#app/payments/models/order'
import { aCourse } from '#tests/helpers/catalog'
import { anOrder } from '#tests/helpers/payments'
import { aLearner } from '#tests/helpers/people'

const CREATED_AT = 1_790_000_000

export interface Purchase {
  learner: User
  course: Course
  order: Order
}

/** A learner's order that is not paid yet. */
export async function aPurchase({
  learner,
  course,
  price = 499,
}: { learner?: User; course?: Course; price?: number } = {}): Promise<Purchase> {
  const buyer = learner ?? (await aLearner())
  const bought = course ?? (await aCourse({ price }))
  const gatewayOrderId = await anOrder(buyer, bought)
  const order = await Order.findByOrFail({ gatewayOrderId })
  return { learner: buyer, course: bought, order }
}

/** A payment of an order as the gateway reports it. */
export function aGatewayPayment(
  { gatewayOrderId, amountInPaise }: Order,
  changes: Partial<GatewayPayment> = {}
): GatewayPayment {
  const status = changes.status ?? 'captured'
  return {
    id: `pay_${newId().slice(10)}`,
    amount: Number(amountInPaise),
    currency: 'INR',
    status,
    order_id: gatewayOrderId,
    captured: status === 'captured',
    amount_refunded: 0,
    refund_status: null,
    method: 'upi',
    created_at: CREATED_AT,
    ...changes,
  }
}

export function aGatewayRefund(
  payment: GatewayPayment,
  changes: Partial<GatewayRefund> = {}
): GatewayRefund {
  return {
    id: `rfnd_${newId().slice(10)}`,
    amount: payment.amount,
    currency: 'INR',
    payment_id: payment.id,
    receipt: null,
    status: 'processed',
    created_at: CREATED_AT,
    ...changes,
  }
}

export function aGatewayDispute(
  payment: GatewayPayment,
  changes: Partial<GatewayDispute> = {}
): GatewayDispute {
  return {
    id: `disp_${newId().slice(10)}`,
    payment_id: payment.id,
    amount: payment.amount,
    currency: 'INR',
    amount_deducted: 0,
    reason_code: 'goods_or_services_not_received_or_partially_received',
    respond_by: CREATED_AT + 600_000,
    status: 'open',
    phase: 'chargeback',
    created_at: CREATED_AT,
    ...changes,
  }
}

export async function see(sighting: Omit<Sighting, 'source'> & { source?: Sighting['source'] }) {
  const recordSighting = await app.container.make(RecordSighting)
  return recordSighting.handle({ source: 'webhook', ...sighting })
}

export async function findingsOf(order: Order): Promise<string[]> {
  const findings = await Finding.query().where({ orderId: order.id, state: 'open' }).orderBy('kind')
  return findings.map(({ kind }) => kind)
}

/** The transitions of an order and of what belongs to it, such as `order created → paid`. */
export async function historyOf(order: Order): Promise<string[]> {
  const entries = await LedgerEntry.query().where('orderId', order.id).orderBy('number')
  return entries.map(
    ({ targetKind, fromState, toState }) => `${targetKind} ${fromState ?? '–'} → ${toState}`
  )
}
