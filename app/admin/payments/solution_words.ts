import type { FindingKind, Solution } from '#app/payments/ledger/finding_kinds'

interface Words {
  label: string
  /** What happens. */
  effect: string
}

const WORDS: Record<Solution, Words> = {
  accept: { label: 'Accept as it is', effect: 'Closes this finding and changes nothing else.' },
  refund: {
    label: 'Refund the payment',
    effect:
      'Refunds whatever hasn’t been refunded yet. The learner loses the course unless something else gives access to it.',
  },
  enroll: {
    label: 'Give access to the course',
    effect: 'The learner gets the course without paying for it again.',
  },
  retry: { label: 'Try again', effect: 'Repeats what failed.' },
}

const KEPT: Words = {
  label: 'Keep the payment',
  effect: 'Nothing is refunded. If the payment counts for its order, an invoice is issued.',
}

/** Words that fit a kind better. */
const SPECIAL: Partial<Record<FindingKind, Partial<Record<Solution, Words>>>> = {
  second_payment: { accept: KEPT },
  duplicate_purchase: { accept: KEPT },
  course_gone: { accept: KEPT },
  account_gone: { accept: KEPT },
  refund_failed: {
    retry: { label: 'Refund again', effect: 'Asks Razorpay for a new refund of the same amount.' },
  },
  refund_unknown: {
    retry: {
      label: 'Ask Razorpay again',
      effect: 'Repeats the same request, which can’t pay back twice.',
    },
  },
  event_failed: {
    retry: {
      label: 'Process the event again',
      effect: 'Nothing that is recorded already changes.',
    },
  },
}

/** Words for a solution of a kind of finding. */
export function solutionWords(kind: FindingKind, solution: Solution): Words {
  return SPECIAL[kind]?.[solution] ?? WORDS[solution]
}
