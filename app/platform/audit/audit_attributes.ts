/** Formats of audited values; other values are shown as text. */
export type AttributeFormat =
  | 'rupees'
  | 'weeks'
  | 'bytes'
  | 'time'
  | 'yesNo'
  | 'course'
  | 'file'
  | Readonly<Record<string, string>>

/** Describes an attribute of an audit entry for people. */
export interface AuditAttribute {
  label: string
  /** Format of its values, or labels by value. */
  as?: AttributeFormat
  /** True for attributes that explain an entry without a previous value, such as a reason. */
  isNote?: boolean
}

/** Attributes by kind of target, then by name; `null` hides an attribute that only the database needs. */
export type AuditAttributes = Readonly<
  Record<string, Readonly<Record<string, AuditAttribute | null>>>
>
