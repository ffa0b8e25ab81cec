import { randomInt } from 'node:crypto'
import type {
  GatewayDispute,
  GatewayNotes,
  GatewayOrder,
  GatewayPayment,
  GatewayRefund,
} from '#app/payments/gateways/gateway_entities'

/** Everything that an account consists of, by the plural that Razorpay's paths use. */
export interface SandboxEntities {
  orders: GatewayOrder
  payments: SandboxPayment
  refunds: SandboxRefund
  disputes: GatewayDispute
}

export type EntityKind = keyof SandboxEntities

export type SandboxPayment = GatewayPayment & { entity: 'payment' }

export type SandboxRefund = GatewayRefund & { entity: 'refund' }

const PREFIXES = { orders: 'order', payments: 'pay', refunds: 'rfnd', disputes: 'disp' }

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Creates an id in Razorpay's format: a prefix and 14 letters or digits. */
export function newGatewayId(kind: EntityKind): string {
  const characters = Array.from({ length: 14 }, () => ALPHABET[randomInt(ALPHABET.length)])
  return `${PREFIXES[kind]}_${characters.join('')}`
}

export interface OrderMembers {
  amount: number
  currency: string
  receipt?: string | null
  notes?: GatewayNotes
}

export function newOrder(members: OrderMembers, createdAt: number): GatewayOrder {
  return {
    id: newGatewayId('orders'),
    entity: 'order',
    amount: members.amount,
    amount_paid: 0,
    amount_due: members.amount,
    currency: members.currency,
    receipt: members.receipt ?? null,
    offer_id: null,
    status: 'created',
    attempts: 0,
    notes: members.notes ?? [],
    created_at: createdAt,
  }
}

/** An attempt to pay an order that its learner's bank has not decided yet. */
export function newPayment(order: GatewayOrder, createdAt: number): SandboxPayment {
  return {
    id: newGatewayId('payments'),
    entity: 'payment',
    amount: order.amount,
    currency: order.currency,
    status: 'created',
    order_id: order.id,
    method: 'upi',
    captured: false,
    amount_refunded: 0,
    refund_status: null,
    international: false,
    fee: null,
    tax: null,
    email: 'learner@theta.example',
    contact: '+919000090000',
    notes: [],
    error_code: null,
    error_description: null,
    error_source: null,
    error_step: null,
    error_reason: null,
    created_at: createdAt,
  }
}

export interface RefundMembers {
  amount: number
  receipt?: string | null
  notes?: GatewayNotes
  speed?: string
}

export function newRefund(
  payment: SandboxPayment,
  { amount, receipt = null, notes = [], speed = 'normal' }: RefundMembers,
  createdAt: number
): SandboxRefund {
  return {
    id: newGatewayId('refunds'),
    entity: 'refund',
    amount,
    currency: payment.currency,
    payment_id: payment.id,
    receipt,
    notes,
    acquirer_data: { arn: null },
    batch_id: null,
    status: 'pending',
    speed_requested: speed,
    speed_processed: null,
    created_at: createdAt,
  }
}

export function newDispute(payment: SandboxPayment, createdAt: number): GatewayDispute {
  return {
    id: newGatewayId('disputes'),
    payment_id: payment.id,
    amount: payment.amount,
    currency: payment.currency,
    amount_deducted: 0,
    reason_code: 'goods_or_services_not_received_or_partially_received',
    respond_by: createdAt + 7 * 24 * 60 * 60,
    status: 'open',
    phase: 'chargeback',
    created_at: createdAt,
  }
}
