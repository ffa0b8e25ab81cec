import { rupees } from '#app/admin/layout/formatters'
import type LedgerEntry from '#app/payments/models/ledger_entry'
import type { LedgerFacts, LedgerTarget } from '#app/payments/models/ledger_entry'

interface Line {
  what: string
  /** Lucide icon name. */
  icon: string
  detail?: string
}

type Words = Record<string, [what: string, icon: string]>

/** Names of the steps by what changed and its new state. */
const STEPS: Record<LedgerTarget, Words> = {
  order: {
    attempted: ['Payment attempted', 'credit-card'],
    expired: ['Expired without a payment', 'clock-alert'],
    paid: ['Order paid', 'circle-check'],
    refunded: ['Order refunded in full', 'undo-2'],
  },
  payment: {
    created: ['Payment started', 'credit-card'],
    failed: ['Payment failed', 'circle-x'],
    authorized: ['Payment authorized', 'credit-card'],
    captured: ['Payment received', 'indian-rupee'],
    partially_refunded: ['Payment refunded in part', 'undo-2'],
    refunded: ['Payment refunded in full', 'undo-2'],
  },
  refund: {
    requested: ['Refund requested', 'undo-2'],
    pending: ['Refund accepted by Razorpay', 'undo-2'],
    failed: ['Refund failed', 'circle-x'],
    processed: ['Refund processed', 'circle-check'],
  },
  dispute: {
    open: ['Payment disputed by the bank', 'gavel'],
    under_review: ['Dispute under review', 'gavel'],
    won: ['Dispute won', 'gavel'],
    lost: ['Dispute lost', 'gavel'],
    closed: ['Dispute closed', 'gavel'],
  },
  enrollment: {
    open: ['Access given', 'lock-open'],
    ended: ['Access ended', 'lock'],
  },
}

/** Words for a change in the ledger. */
export function ledgerLine({ targetKind, fromState, toState, facts }: LedgerEntry): Line {
  const [what, icon] = STEPS[targetKind][toState] ?? [`${targetKind}: ${toState}`, 'circle']
  const isRestored = targetKind === 'enrollment' && fromState === 'ended' && toState === 'open'
  return {
    what: isRestored ? 'Access restored' : what,
    icon,
    detail: detailOf(targetKind, facts),
  }
}

/** The amount is said where money moves; ids tell payments and refunds apart. */
function detailOf(kind: LedgerTarget, facts: LedgerFacts): string | undefined {
  if (kind === 'order' || kind === 'enrollment') return undefined
  const amount =
    typeof facts.amountInPaise === 'number' ? moneyOf(facts, facts.amountInPaise) : null
  const ids = [facts.gatewayPaymentId, facts.gatewayRefundId, facts.gatewayDisputeId]
  const words = [amount, facts.reason, facts.error, facts.failure, ...ids, referenceOf(facts)]
  const known = words.filter((word) => typeof word === 'string' && word !== '')
  return known.length > 0 ? known.join(' · ') : undefined
}

function moneyOf({ currency = 'INR' }: LedgerFacts, amountInPaise: number): string {
  return currency === 'INR' ? rupees(amountInPaise) : `${amountInPaise / 100} ${String(currency)}`
}

function referenceOf({ reference }: LedgerFacts): string | null {
  return typeof reference === 'string' ? `bank reference ${reference}` : null
}
