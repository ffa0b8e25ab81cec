/**
 * Attributes of each audit action. Every capability declares its own next to its manifest:
 *
 *     declare module '#app/platform/audit/audit_actions' {
 *       interface AuditActions extends Declared<typeof auditActions> {}
 *     }
 */
export interface AuditActions {}

/** Kinds of audit targets, declared in the same way. */
export interface AuditTargets {}

/** Maps the keys of labels, or the items of a list, to members of an interface. */
export type Declared<List> = List extends readonly (infer Name extends string)[]
  ? Record<Name, true>
  : { [Name in keyof List]: true }

export type AuditAction = keyof AuditActions & string

export type AuditTargetKind = keyof AuditTargets & string

export interface AuditTarget {
  kind: AuditTargetKind
  /** `null` for a record that is still being created. */
  id: string | null
  /** Display name, which remains when the record is deleted. */
  label: string
}
