/**
 * What can be recorded, by action. Each capability adds its own beside its manifest:
 *
 *     declare module '#app/platform/audit/audit_actions' {
 *       interface AuditActions extends Declared<typeof auditActions> {}
 *     }
 */
export interface AuditActions {}

/** Kinds of records that change, added in the same way. */
export interface AuditTargets {}

/** Keys of labels, or members of a list, as the members of an interface. */
export type Declared<List> = List extends readonly (infer Name extends string)[]
  ? Record<Name, true>
  : { [Name in keyof List]: true }

export type AuditAction = keyof AuditActions & string

export type AuditTargetKind = keyof AuditTargets & string

export interface AuditTarget {
  kind: AuditTargetKind
  /** `null` while a record that is being made has none. */
  id: string | null
  /** What to call it, also when it is gone. */
  label: string
}
