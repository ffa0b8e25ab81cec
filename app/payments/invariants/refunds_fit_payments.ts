import Invariant from '#app/platform/invariants/invariant'
import { foundRows } from '#app/platform/invariants/found_rows'

/** Sums what the gateway has given back, or is giving back. */
const EXCEEDED = `select seen.id, seen.amount_in_paise as paid, sum(refunds.amount_in_paise) as given
  from gateway_payments as seen join refunds on refunds.payment_id = seen.id
  where refunds.state in ('pending', 'processed')
  group by seen.id, seen.amount_in_paise having sum(refunds.amount_in_paise) > seen.amount_in_paise`

const PROCESSED = `(select coalesce(sum(refunds.amount_in_paise), 0) from refunds
  where refunds.payment_id = seen.id and refunds.state = 'processed')`

/** Payments that were never captured are given back without a refund of ours. */
const WRONG_SUM = `select orders.id, orders.refunded_in_paise as noted, ${PROCESSED} as processed
  from orders join payments on payments.order_id = orders.id
  join gateway_payments as seen on seen.gateway_payment_id = payments.gateway_payment_id
  where seen.captured_at is not null and orders.refunded_in_paise <> ${PROCESSED}`

export default class RefundsFitPayments extends Invariant {
  readonly condition = 'Refunds never exceed their payment, and orders know their sum'

  async *violations() {
    for await (const { id, paid, given } of foundRows<{ id: string; paid: number; given: number }>(
      EXCEEDED
    ))
      yield `payment ${id} of ${paid} paise has refunds of ${given} paise`
    const sums = foundRows<{ id: string; noted: number; processed: number }>(WRONG_SUM)
    for await (const { id, noted, processed } of sums)
      yield `order ${id} notes refunds of ${noted} paise, but has ${processed}`
  }
}
