import type { Types } from 'mongoose'
import type { AuditTarget } from '#app/platform/audit/audit_actions'

interface Titled {
  _id: Types.ObjectId
  title: string
}

/** Identifies a course in the audit log. */
export function courseOf({ _id, title }: Titled): AuditTarget {
  return { kind: 'course', id: _id.toHexString(), label: title }
}

/** Identifies a lecture in the audit log. */
export function lectureOf({ _id, title }: Titled): AuditTarget {
  return { kind: 'lecture', id: _id.toHexString(), label: title }
}
