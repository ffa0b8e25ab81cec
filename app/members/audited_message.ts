import type { AuditTarget } from '#app/platform/audit/audit_actions'
import { truncate } from '#app/platform/text'
import type Message from '#app/members/models/message'

/** Describes a message as an audit target, by its beginning. */
export function messageTargetOf({ id, message }: Message): AuditTarget {
  return { kind: 'member_message', id: String(id), label: truncate(message, 80) }
}
