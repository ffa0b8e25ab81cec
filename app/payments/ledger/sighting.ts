import type { DateTime } from 'luxon'
import type { Actor } from '#app/platform/audit/actor'
import type {
  GatewayDispute,
  GatewayOrder,
  GatewayPayment,
  GatewayRefund,
} from '#app/payments/gateways/gateway_entities'
import type { Source } from '#app/payments/ledger/states'

/**
 * What a source saw of one order at the gateway. The order is found by the gateway's order, else by the payments' order,
 * else by the payment that the refunds or the dispute belong to.
 */
export interface Sighting {
  source: Source
  actor?: Actor
  /** True for responses to our own requests, which show the present; webhooks show the time of their event. */
  isFetched?: boolean
  /** Time of the event; now by default. The latest event about a dispute counts. */
  reportedAt?: DateTime
  order?: GatewayOrder
  payments?: GatewayPayment[]
  refunds?: GatewayRefund[]
  dispute?: GatewayDispute
}

/** A payment whose signature the learner's browser delivered: authorized, but not necessarily captured. */
export interface SignedSighting {
  source: 'callback'
  userId: string
  courseId: string
  gatewayOrderId: string
  gatewayPaymentId: string
}

export interface SightingResult {
  /** `unchanged` if everything was known; `ignored` if nothing of it is ours. */
  outcome: 'recorded' | 'unchanged' | 'ignored'
  /** Reason why it was ignored. */
  reason?: string
  orderId?: string
  /** Ids at the gateway of refunds that contradict the ledger and should be fetched. */
  contradictory: string[]
}
