import { DateTime } from 'luxon'
import { nameIn } from '#app/accounts/audited_account'
import { exactTime, rupees } from '#app/admin/layout/formatters'
import { FINDING_WORDS } from '#app/admin/payments/finding_words'
import { solutionWords } from '#app/admin/payments/solution_words'
import { solutionsOf } from '#app/payments/ledger/solutions'
import type Finding from '#app/payments/models/finding'

/** Formats a finding for its row in the list. */
export function findingRow(finding: Finding) {
  const isOpen = finding.state === 'open'
  return {
    id: finding.id,
    title: FINDING_WORDS[finding.kind].title,
    order: finding.orderId ? finding.order : null,
    about: finding.orderId ? null : finding.targetId,
    createdAt: finding.createdAt,
    badge: isOpen ? { label: 'Open', kind: 'waiting' } : { label: 'Solved', kind: 'good' },
  }
}

/** Formats a finding for its page, with what can be done about it. */
export function presentFinding(finding: Finding, zone: string) {
  const { kind, solution, solvedBy, solvedAt, note } = finding
  return {
    ...findingRow(finding),
    ...FINDING_WORDS[kind],
    facts: factsOf(finding, zone),
    solutions: solutionsOf(finding).map((value) => ({ value, ...solutionWords(kind, value) })),
    solved: solvedAt && {
      at: solvedAt,
      by: solvedBy ? nameIn(solvedBy) : 'Theta',
      how:
        !solution || solution === 'system' ? 'Automatically' : solutionWords(kind, solution).label,
      note,
    },
  }
}

/** Names and values of what was noted when the finding was opened. */
function factsOf({ facts }: Finding, zone: string): { label: string; value: string }[] {
  return Object.entries(facts)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => ({ label: labelOf(name), value: textOf(name, value, facts, zone) }))
}

/** `orderAmountInPaise` as `Order amount` */
function labelOf(name: string): string {
  const words = name
    .replace(/InPaise$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/^gateway/, 'Razorpay')
    .replace(/\bid$/, 'ID')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function textOf(name: string, value: unknown, { currency }: Finding['facts'], zone: string) {
  if (name.endsWith('InPaise')) {
    const isForeign = name === 'amountInPaise' && typeof currency === 'string' && currency !== 'INR'
    return isForeign ? `${Number(value) / 100} ${currency}` : rupees(Number(value))
  }
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  const time = /^\d{4}-\d{2}-\d{2}T/.test(String(value)) && DateTime.fromISO(String(value))
  return time && time.isValid ? exactTime(time, zone) : String(value)
}
