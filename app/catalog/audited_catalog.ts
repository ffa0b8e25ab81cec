import type { Types } from 'mongoose'
import type { AuditTarget } from '#app/platform/audit/audit_actions'

interface Titled {
  _id: Types.ObjectId
  title: string
}

/** A course as the audit log names it. */
export function courseOf({ _id, title }: Titled): AuditTarget {
  return { kind: 'course', id: _id.toHexString(), label: title }
}

/** A lecture as the audit log names it. */
export function lectureOf({ _id, title }: Titled): AuditTarget {
  return { kind: 'lecture', id: _id.toHexString(), label: title }
}
