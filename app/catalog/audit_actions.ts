import type { Declared } from '#app/platform/audit/audit_actions'

export const auditActions = {
  'course.created': 'Created a course',
  'course.updated': 'Changed a course',
  'course.duplicated': 'Duplicated a course',
  'course.deleted': 'Deleted a course',
  'lecture.added': 'Added a lecture',
  'lecture.updated': 'Changed a lecture',
  'lecture.moved': 'Moved a lecture',
  'lecture.deleted': 'Deleted a lecture',
  'lecture.restored': 'Restored a lecture',
} as const

export const auditTargets = ['course', 'lecture'] as const

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
