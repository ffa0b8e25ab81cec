import { DateTime } from 'luxon'
import {
  isGatewayDispute,
  isGatewayOrder,
  isGatewayPayment,
  isGatewayRefund,
} from '#app/payments/gateways/gateway_entities'
import type { Sighting } from '#app/payments/ledger/sighting'
import type { WebhookEnvelope } from '#app/payments/webhook_envelope'

/** Kind of the entity that each event is about. Other events are ignored. */
const SUBJECTS: Record<string, 'payment' | 'order' | 'refund' | 'dispute'> = {
  'payment.authorized': 'payment',
  'payment.captured': 'payment',
  'payment.failed': 'payment',
  'order.paid': 'order',
  'refund.created': 'refund',
  'refund.processed': 'refund',
  'refund.failed': 'refund',
  'refund.speed_changed': 'refund',
  'payment.dispute.created': 'dispute',
  'payment.dispute.under_review': 'dispute',
  'payment.dispute.action_required': 'dispute',
  'payment.dispute.won': 'dispute',
  'payment.dispute.lost': 'dispute',
  'payment.dispute.closed': 'dispute',
}

/**
 * Reads what a webhook reports. Its entities decide, not its name: a payment is in the state that its `status` names.
 *
 * @returns the reason if there is nothing to record
 */
export function webhookSighting(envelope: WebhookEnvelope): Sighting | string {
  const subject = SUBJECTS[envelope.event]
  if (!subject) return 'Events of this name are not used.'
  const { payment, order, refund, dispute } = envelope.entities
  const sighting: Sighting = {
    source: 'webhook',
    reportedAt: envelope.createdAt ? DateTime.fromSeconds(envelope.createdAt) : undefined,
    payments: isGatewayPayment(payment) ? [payment] : [],
    order: isGatewayOrder(order) ? order : undefined,
    refunds: isGatewayRefund(refund) ? [refund] : [],
    dispute: isGatewayDispute(dispute) ? dispute : undefined,
  }
  const isComplete = {
    payment: sighting.payments!.length > 0,
    order: sighting.order !== undefined,
    refund: sighting.refunds!.length > 0,
    dispute: sighting.dispute !== undefined,
  }
  return isComplete[subject] ? sighting : `The event contains no ${subject} that can be read.`
}
