import { DateTime } from 'luxon'
import { bytes, count, exactTime, rupees } from '#app/admin/layout/formatters'
import { linkTo } from '#app/admin/layout/navigation'
import type AuditEntry from '#app/platform/audit/audit_entry'
import type { AuditAttribute, AuditAttributes } from '#app/platform/audit/audit_attributes'

/** Longer values are named in a summary but not quoted. */
const LONGEST_QUOTE = 60

export interface ChangedAttribute {
  label: string
  before: string | null
  after: string | null
  /** Page of the record that the value identifies. */
  link: string | null
  isNote: boolean
}

type Changed = Pick<AuditEntry, 'targetKind' | 'before' | 'after'>

interface Reader {
  attributes: AuditAttributes
  zone: string
}

/** Formats the changed attributes of an audit entry for people, without those that only the database needs. */
export function changedAttributes(
  { targetKind, before, after }: Changed,
  { attributes, zone }: Reader
): ChangedAttribute[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names].flatMap((name) => {
    const known = attributes[targetKind]?.[name]
    if (known === null) return []
    const attribute = known ?? { label: inWords(name) }
    const values = [before?.[name], after?.[name]]
    const [was, is] = values.map((value) => textOf(value, attribute, zone))
    const link = attribute.as === 'course' ? linkTo('admin.courses.show', String(is ?? was)) : null
    const { label, isNote = false } = attribute
    return was === is ? [] : [{ label, before: was, after: is, link, isNote }]
  })
}

/** Sums up an entry for the list: `Price ₹1,499 → ₹1,599`; the reason of a change that had no previous value. */
export function summaryOf(changes: ChangedAttribute[]): string[] {
  const replaced = changes.filter(({ before, after }) => before !== null && after !== null)
  if (replaced.length > 0) return replaced.map(inOneLine)
  return changes
    .filter(({ isNote, after }) => isNote && after !== null)
    .map(({ label, after }) => `${label}: ${after}`)
}

function inOneLine({ label, before, after }: ChangedAttribute): string {
  const isShort = [before, after].every(
    (text) => text!.length <= LONGEST_QUOTE && !text!.includes('\n')
  )
  return isShort ? `${label} ${before} → ${after}` : `${label} changed`
}

function textOf(value: unknown, { as }: AuditAttribute, zone: string): string | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof as === 'object') return as[String(value)] ?? String(value)
  if (as === 'yesNo') return value ? 'Yes' : 'No'
  if (as === 'time') return timeText(String(value), zone)
  if (as === 'file') return String(value).split('/').at(-1)!
  if (typeof value === 'number') return numberText(value, as)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function numberText(value: number, as: AuditAttribute['as']): string {
  if (as === 'rupees') return rupees(value * 100)
  if (as === 'bytes') return bytes(value)
  if (as === 'weeks') return `${count(value)} ${value === 1 ? 'week' : 'weeks'}`
  return count(value)
}

function timeText(value: string, zone: string): string {
  const time = DateTime.fromISO(value)
  return time.isValid ? exactTime(time, zone) : value
}

/** `freePreview` as `Free preview` */
function inWords(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
