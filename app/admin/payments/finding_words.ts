import type { FindingKind } from '#app/payments/ledger/finding_kinds'

interface Words {
  title: string
  /** What happened. */
  meaning: string
  /** What an administrator can do about it. */
  advice: string
}

/** Explains each kind of finding. */
export const FINDING_WORDS: Record<FindingKind, Words> = {
  amount_mismatch: {
    title: 'Amount doesn’t match the order',
    meaning: 'The captured payment differs from the order’s amount, so it doesn’t buy the course.',
    advice: 'Refund the payment, or give access if you accept the amount.',
  },
  currency_mismatch: {
    title: 'Payment in another currency',
    meaning:
      'The payment was made in another currency than the order, so it doesn’t buy the course.',
    advice: 'Refund the payment, or give access if you accept it.',
  },
  second_payment: {
    title: 'Order paid twice',
    meaning: 'A second payment was captured for an order that was already paid.',
    advice: 'Refund the second payment. The learner keeps the course.',
  },
  duplicate_purchase: {
    title: 'Course bought twice',
    meaning: 'The learner already had the course from another order when this one was paid.',
    advice: 'Refund the payment. The learner keeps the course.',
  },
  course_gone: {
    title: 'Paid for a deleted course',
    meaning: 'The course was deleted before the payment arrived, so no access could be given.',
    advice: 'Refund the payment.',
  },
  account_gone: {
    title: 'Paid by a deleted account',
    meaning: 'The learner’s account was erased before the payment arrived.',
    advice: 'Refund the payment.',
  },
  payer_blocked: {
    title: 'Paid by a blocked person',
    meaning: 'The learner is enrolled, but can’t open the course while blocked.',
    advice: 'Unblock the person, or refund the payment.',
  },
  payment_not_captured: {
    title: 'Payment was never captured',
    meaning: 'Razorpay gave the money back without capturing it. The learner lost access.',
    advice: 'There is nothing to refund. Ask the learner to pay again, then accept this.',
  },
  refund_failed: {
    title: 'Refund failed',
    meaning:
      'Razorpay could not refund the payment. If the learner had lost access, it was restored.',
    advice: 'Refund again, or pay the learner another way and accept this.',
  },
  refund_conflict: {
    title: 'Razorpay contradicts a refund',
    meaning: 'Razorpay reports another state or amount of a refund than it did before.',
    advice: 'Compare the refund with Razorpay’s dashboard, then accept this with a note.',
  },
  refund_unknown: {
    title: 'Refund without an answer',
    meaning: 'Razorpay hasn’t confirmed the refund for 24 hours.',
    advice: 'Look at the payment in Razorpay’s dashboard. Trying again can’t refund it twice.',
  },
  dispute_open: {
    title: 'Payment disputed',
    meaning: 'The learner’s bank questions the payment. It can’t be refunded meanwhile.',
    advice:
      'Answer in Razorpay’s dashboard before the deadline. This closes when the dispute ends.',
  },
  dispute_lost: {
    title: 'Dispute lost',
    meaning: 'The bank took the money back, and the learner lost the course.',
    advice: 'Accept this, or give access again.',
  },
  order_adopted: {
    title: 'Order restored from Razorpay',
    meaning: 'Razorpay knew an order of ours that was missing here, as after restoring a backup.',
    advice: 'Check learner, course and amount, then accept this.',
  },
  missing_at_gateway: {
    title: 'Unknown to Razorpay',
    meaning: 'A payment or refund is recorded here, but Razorpay doesn’t list it.',
    advice:
      'Look for it in Razorpay’s dashboard. Use “Check with Razorpay” on the order’s page, or accept this with a note.',
  },
  missing_here: {
    title: 'Payment without a learner or course',
    meaning: 'Razorpay captured a payment for a learner or a course that doesn’t exist here.',
    advice: 'Refund it in Razorpay’s dashboard, or give access by hand, then accept this.',
  },
  coupon_over_limit: {
    title: 'Coupon used too often',
    meaning: 'The learner paid after the coupon’s hold was over and others had used it up.',
    advice: 'The learner pays the price that was shown. Accept this, or refund the payment.',
  },
  event_failed: {
    title: 'Webhook not processed',
    meaning: 'An event from Razorpay could not be processed after several attempts.',
    advice: 'Fix the cause, then process the event again.',
  },
  state_assumed: {
    title: 'Invoices without the buyer’s State',
    meaning:
      'Some buyers gave no State this month, so your own State was taken as place of supply.',
    advice: 'Ask for the State at checkout. Accept this once you have seen it.',
  },
}
