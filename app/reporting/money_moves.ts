import db from '@adonisjs/lucid/services/db'
import { sqlTime } from '#app/platform/sql/time'
import type { Period } from '#app/platform/sql/period'

/** Payments that count for an order, except those that Razorpay gave back without capturing them. */
const SALES = `select payments.course_id, payments.amount_in_paise as gross, 0 as refunded, 1 as sales,
    payments.created_at as moved_at
  from payments
  where payments.created_at >= ? and payments.created_at < ? and not exists (
    select 1 from gateway_payments as seen
    where seen.gateway_payment_id = payments.gateway_payment_id
      and seen.captured_at is null and seen.state = 'refunded')`

/** Refunds of those payments. Money of other payments was never counted. */
const REFUNDS = `select payments.course_id, 0 as gross, refunds.amount_in_paise as refunded, 0 as sales,
    refunds.processed_at as moved_at
  from refunds
  join gateway_payments as seen on seen.id = refunds.payment_id
  join payments on payments.gateway_payment_id = seen.gateway_payment_id
  where refunds.state = 'processed' and seen.captured_at is not null
    and refunds.processed_at >= ? and refunds.processed_at < ?`

/** Money that banks took back. */
const DISPUTES = `select payments.course_id, 0 as gross, disputes.deducted_in_paise as refunded, 0 as sales,
    disputes.reported_at as moved_at
  from disputes
  join gateway_payments as seen on seen.id = disputes.payment_id
  join payments on payments.gateway_payment_id = seen.gateway_payment_id
  where disputes.state = 'lost' and disputes.reported_at >= ? and disputes.reported_at < ?`

/**
 * Starts a query of the money that came and went in a period: a table `moves` of `course_id`, `gross` and `refunded` in
 * paise, `sales` (1 for a payment) and `moved_at`. A refund lowers the revenue of the day on which it is made, not that
 * of the purchase.
 */
export function moneyMoves({ from, until }: Required<Period>) {
  const bounds = [sqlTime(from), sqlTime(until)]
  const moves = db.rawQuery(`${SALES} union all ${REFUNDS} union all ${DISPUTES}`, [
    ...bounds,
    ...bounds,
    ...bounds,
  ])
  return db.query().with('moves', moves).from('moves')
}

/** Money of a day or a course; amounts in paise. */
export interface Revenue {
  /** Number of payments. */
  payments: number
  grossInPaise: number
  refundedInPaise: number
  /** What remains after refunds. */
  amountInPaise: number
}

export const REVENUE_COLUMNS =
  'sum(moves.sales) as payments, sum(moves.gross) as gross, sum(moves.refunded) as refunded'

export function revenueOf(row: { payments: unknown; gross: unknown; refunded: unknown }): Revenue {
  const [payments, grossInPaise, refundedInPaise] = [row.payments, row.gross, row.refunded].map(
    Number
  )
  return { payments, grossInPaise, refundedInPaise, amountInPaise: grossInPaise - refundedInPaise }
}
