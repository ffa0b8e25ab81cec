import { solutionsOf } from '#app/payments/ledger/solutions'
import type Dispute from '#app/payments/models/dispute'
import type Finding from '#app/payments/models/finding'
import type LedgerEntry from '#app/payments/models/ledger_entry'
import type Refund from '#app/payments/models/refund'
import type ReportedPayment from '#app/payments/models/reported_payment'
import type WebhookEvent from '#app/payments/models/webhook_event'
import type { OrderLedger } from '#app/payments/queries/describe_ledger'
import { documentJson, orderJson, timeJson } from '#app/payments/transformers/order_transformer'

/** An order with all that is known about it, for administrators; amounts in paise. */
export function orderLedgerJson({ order, invoices, ...ledger }: OrderLedger) {
  return {
    order: {
      ...orderJson(order),
      gatewayId: order.gatewayOrderId,
      user: { _id: order.user.id, name: order.user.name, email: order.user.email },
      payment: order.payment?.gatewayPaymentId ?? null,
      nextCheckAt: timeJson(order.nextCheckAt),
      invoice: invoices.invoice && documentJson(invoices.invoice),
      creditNotes: invoices.creditNotes.map(documentJson),
    },
    payments: ledger.payments.map(paymentJson),
    refunds: ledger.refunds.map(refundJson),
    disputes: ledger.disputes.map(disputeJson),
    events: ledger.events.map(eventJson),
    history: ledger.history.map(entryJson),
    findings: ledger.findings.map(findingJson),
  }
}

export function refundJson(refund: Refund) {
  return {
    _id: refund.id,
    gatewayId: refund.gatewayRefundId,
    order: refund.orderId,
    payment: refund.payment?.gatewayPaymentId,
    state: refund.state,
    amount: Number(refund.amountInPaise),
    currency: refund.currency,
    origin: refund.origin,
    cause: refund.cause ?? null,
    reason: refund.reason,
    requestedBy: refund.requestedBy ?? null,
    speed: refund.speed,
    keepEnrollment: refund.keepsEnrollment,
    reference: refund.reference ?? null,
    failure: refund.failure ?? null,
    createdAt: timeJson(refund.createdAt),
    processedAt: timeJson(refund.processedAt),
  }
}

export function findingJson(finding: Finding) {
  return {
    _id: finding.id,
    kind: finding.kind,
    target: { kind: finding.targetKind, id: finding.targetId },
    order: finding.orderId,
    facts: finding.facts,
    state: finding.state,
    actions: solutionsOf(finding),
    solution: finding.solution ?? null,
    note: finding.note ?? null,
    solvedBy: finding.solvedBy ?? null,
    solvedAt: timeJson(finding.solvedAt),
    createdAt: timeJson(finding.createdAt),
  }
}

function paymentJson(payment: ReportedPayment) {
  return {
    _id: payment.id,
    gatewayId: payment.gatewayPaymentId,
    state: payment.state,
    amount: Number(payment.amountInPaise),
    currency: payment.currency,
    method: payment.method,
    fee: payment.feeInPaise,
    tax: payment.taxInPaise,
    surplus: Number(payment.surplusInPaise),
    givenBackFor: payment.giveBackCause,
    error: payment.error,
    capturedAt: timeJson(payment.capturedAt),
    createdAt: timeJson(payment.createdAt),
  }
}

function disputeJson(dispute: Dispute) {
  return {
    _id: dispute.id,
    gatewayId: dispute.gatewayDisputeId,
    state: dispute.state,
    phase: dispute.phase,
    reason: dispute.reasonCode,
    amount: Number(dispute.amountInPaise),
    deducted: Number(dispute.deductedInPaise),
    currency: dispute.currency,
    respondBy: timeJson(dispute.respondBy),
    createdAt: timeJson(dispute.createdAt),
  }
}

function eventJson(event: WebhookEvent) {
  return {
    _id: event.id,
    eventId: event.eventId,
    name: event.name,
    state: event.state,
    reason: event.reason,
    attempts: event.attempts,
    occurredAt: timeJson(event.occurredAt),
    receivedAt: timeJson(event.createdAt),
    processedAt: timeJson(event.processedAt),
  }
}

function entryJson(entry: LedgerEntry) {
  return {
    number: entry.number,
    target: { kind: entry.targetKind, id: entry.targetId },
    from: entry.fromState,
    to: entry.toState,
    source: entry.source,
    actor: entry.actorLabel,
    facts: entry.facts,
    at: timeJson(entry.createdAt),
  }
}
