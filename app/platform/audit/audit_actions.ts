/** What can be done to what, and how the audit log says it. A new change gets a line here. */
export const AUDIT_ACTIONS = {
  'session.opened': 'Signed in to the dashboard',
  'session.ended': 'Ended a session',
  'account.created': 'Created an account',
  'account.role_changed': 'Changed a role',
  'account.blocked': 'Blocked an account',
  'account.unblocked': 'Lifted a block',
  'account.password_changed': 'Changed their password',
  'account.password_reset': 'Set a new password by a mailed link',
  'account.second_factor_added': 'Set up a second factor',
  'account.second_factor_replaced': 'Moved a second factor to another app',
  'account.second_factor_removed': 'Removed a second factor',
  'account.second_factor_reset': 'Took away a second factor that was lost',
  'account.recovery_codes_renewed': 'Made new recovery codes',
  'enrollment.granted': 'Granted a course',
  'enrollment.revoked': 'Revoked a course',
  'enrollment.mail_resent': 'Sent a learner the mail about their course',
  'course.created': 'Created a course',
  'course.updated': 'Changed a course',
  'course.duplicated': 'Duplicated a course',
  'course.deleted': 'Deleted a course',
  'lecture.added': 'Added a lecture',
  'lecture.updated': 'Changed a lecture',
  'lecture.moved': 'Moved a lecture',
  'lecture.deleted': 'Deleted a lecture',
  'media.removed': 'Removed a file that nothing uses',
  'upload.dismissed': 'Dismissed an upload that had failed',
  'job.retried': 'Tried a job again',
  'job.discarded': 'Discarded a job',
  'lecture.restored': 'Took back the deletion of a lecture',
  'demo.seeded': 'Added the demo data',
  'mongo.restored': 'Restored a dump of MongoDB',
  'data.backed_up': 'Made a backup',
  'data.restored': 'Restored a backup',
  'theta.imported': 'Imported the older system',
} as const

export type AuditAction = keyof typeof AUDIT_ACTIONS

/** Kinds of things that are changed. */
export const THING_KINDS = [
  'account',
  'course',
  'lecture',
  'enrollment',
  'media',
  'job',
  'data',
] as const

export type ThingKind = (typeof THING_KINDS)[number]

export interface Thing {
  kind: ThingKind
  /** `null` while a thing that is being made has none. */
  id: string | null
  /** What to call it, also when it is gone. */
  label: string
}
