import type { AuditTarget } from '#app/platform/audit/audit_actions'
import type Order from '#app/payments/models/order'

/** Identifies an order in the audit log. */
export function orderTarget({ id, courseTitle, gatewayOrderId }: Order): AuditTarget {
  return { kind: 'order', id, label: `${courseTitle} (${gatewayOrderId})` }
}
