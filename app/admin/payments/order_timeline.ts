import type { DateTime } from 'luxon'
import { nameIn } from '#app/accounts/audited_account'
import { FINDING_WORDS } from '#app/admin/payments/finding_words'
import { linkTo } from '#app/admin/layout/navigation'
import { ledgerLine } from '#app/admin/payments/ledger_lines'
import { SOURCE_WORDS } from '#app/admin/payments/order_words'
import { auditActions } from '#app/payments/audit_actions'
import { TITLES } from '#app/payments/invoices/titles'
import type Finding from '#app/payments/models/finding'
import type LedgerEntry from '#app/payments/models/ledger_entry'
import type WebhookEvent from '#app/payments/models/webhook_event'
import type { DescribedOrder } from '#app/payments/queries/describe_order'

export interface TimelineEntry {
  at: DateTime
  what: string
  /** Amounts, reasons and ids. */
  detail?: string
  by?: string
  /** Lucide icon name. */
  icon: string
  /** Page with more. */
  link?: string | null
  /** Technical entries are shown smaller. */
  isMinor?: boolean
}

/** Tells the whole history of an order, oldest first, whoever or whatever caused each step. */
export function timelineOf(described: DescribedOrder): TimelineEntry[] {
  const { order, entries, events, findings, changes, documents } = described
  const created: TimelineEntry = {
    at: order.createdAt,
    what: 'Order created',
    icon: 'receipt-text',
  }
  const lines = [
    created,
    ...events.map(eventLine),
    ...entries.map(entryLine),
    ...unrecorded(described),
    ...findings.flatMap(findingLines),
    ...changes.map(({ action, actorLabel, before, after, createdAt }) => ({
      at: createdAt,
      what: auditActions[action as keyof typeof auditActions],
      detail: [after?.reason ?? before?.reason].find((reason) => typeof reason === 'string'),
      by: nameIn(actorLabel),
      icon: 'user-cog',
    })),
    ...documents.map(({ id, kind, number, issuedAt }) => ({
      at: issuedAt,
      what: `${TITLES[kind]} ${number} issued`,
      icon: 'file-text',
      link: `/admin/payments/invoices/${id}`,
    })),
    ...mailLines(described),
  ]
  return lines.sort((one, other) => one.at.toMillis() - other.at.toMillis())
}

function entryLine(entry: LedgerEntry): TimelineEntry {
  const { createdAt, source, actorLabel } = entry
  const by = actorLabel ? nameIn(actorLabel) : SOURCE_WORDS[source]
  return { at: createdAt, by, ...ledgerLine(entry) }
}

/** Orders that were paid before there was a ledger, such as imported ones, have no entry about it. */
function unrecorded({ order, entries, enrollment }: DescribedOrder): TimelineEntry[] {
  const isRecorded = entries.some(
    ({ targetKind, toState }) => targetKind === 'order' && toState === 'paid'
  )
  if (!order.paidAt || isRecorded) return []
  const isBought = enrollment && !enrollment.grantedBy
  return [
    {
      at: order.payment?.createdAt ?? order.paidAt,
      what: 'Payment received',
      icon: 'indian-rupee',
    },
    ...(isBought ? [{ at: enrollment.createdAt, what: 'Access given', icon: 'lock-open' }] : []),
  ]
}

function eventLine({ name, state, reason, attempts, createdAt }: WebhookEvent): TimelineEntry {
  const details = {
    received:
      attempts > 0 ? `Not processed yet, ${attempts} failed: ${reason}` : 'Not processed yet',
    processed: undefined,
    ignored: `Ignored: ${reason}`,
    failed: `Not processed: ${reason}`,
  }
  const what = `Webhook ${name}`
  return { at: createdAt, what, detail: details[state], icon: 'webhook', isMinor: true }
}

function findingLines(finding: Finding): TimelineEntry[] {
  const { title } = FINDING_WORDS[finding.kind]
  const link = linkTo('admin.payments.findings.show', finding.id)
  const opened = { at: finding.createdAt, what: `Finding: ${title}`, icon: 'triangle-alert', link }
  if (!finding.solvedAt) return [opened]
  const solved = {
    at: finding.solvedAt,
    what: `Solved: ${title}`,
    detail: finding.note ?? undefined,
    by: finding.solvedBy ? nameIn(finding.solvedBy) : SOURCE_WORDS.system,
    icon: 'circle-check',
    link,
  }
  return [opened, solved]
}

/** A mail's job exists until it is sent. */
function mailLines({ waitingMails }: DescribedOrder): TimelineEntry[] {
  return waitingMails.map(({ label, createdAt, attempts, lastError }) => ({
    at: createdAt,
    what: `${label} ${lastError ? 'could not be sent yet' : 'is waiting to be sent'}`,
    detail: lastError ? `${attempts} attempts. ${lastError}` : undefined,
    icon: 'mail-warning',
    link: '/admin/system',
  }))
}
