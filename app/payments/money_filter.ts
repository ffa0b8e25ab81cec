import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { isId } from '#app/platform/ids'
import type { Period } from '#app/platform/sql/period'
import { sqlTime } from '#app/platform/sql/time'
import User from '#app/accounts/models/user'
import { normalizeEmail } from '#app/identity/email'
import { parseDocumentNumber } from '#app/payments/gst/document_number'
import Invoice from '#app/payments/models/invoice'
import Order from '#app/payments/models/order'
import Payment from '#app/payments/models/payment'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'
import type { MONEY_SORTS, ORDER_STATES } from '#app/payments/validators/lists'

export interface MoneyFilter extends Period {
  /** A Razorpay id, an internal id or an email. */
  search?: string
  /** Applies to orders only. */
  state?: (typeof ORDER_STATES)[number]
  person?: string
  course?: string
}

export interface ListedPage {
  sort?: (typeof MONEY_SORTS)[number]
  page?: number
}

export const ROWS_A_PAGE = 50

/** Filters orders. All search columns are indexed, so a miss is as fast as a hit. */
export function ordersFitting({ search, state, ...filter }: MoneyFilter) {
  return narrow(Order.query(), filter)
    .if(state === 'paid', (query) => query.whereNotNull('paidAt'))
    .if(state === 'open', (query) => query.whereNull('paidAt'))
    .if(state === 'refunded', (query) => query.where('refundedInPaise', '>', 0))
    .if(state === 'unmatched', (query) => query.whereNotNull('paidAt').doesntHave('payment'))
    .if(search, (query) =>
      query.where((either) => {
        const payments = Payment.query().select('orderId')
        either
          .where('gatewayOrderId', search!)
          .orWhereIn('id', payments.where('gatewayPaymentId', search!))
          .orWhereIn('id', ordersNaming(search!))
          .orWhereIn('userId', holdersOf(search!))
          .if(isId(search), (id) => id.orWhere('id', search!.toLowerCase()))
      })
    )
}

/** Filters payments. */
export function paymentsFitting({ search, state: _, ...filter }: MoneyFilter) {
  return narrow(Payment.query(), filter).if(search, (query) =>
    query.where((either) => {
      const orders = Order.query().select('id')
      either
        .where('gatewayPaymentId', search!)
        .orWhereIn('orderId', orders.where('gatewayOrderId', search!))
        .orWhereIn('userId', holdersOf(search!))
        .if(isId(search), (id) =>
          id.orWhere('id', search!.toLowerCase()).orWhere('orderId', search!.toLowerCase())
        )
    })
  )
}

/** Sorts and paginates a list as its URL says. */
export function sortedPage<Query extends ModelQueryBuilderContract<any>>(
  query: Query,
  { sort = '-when', page = 1 }: ListedPage
): Query {
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  return query
    .orderBy(sort.endsWith('amount') ? 'amountInPaise' : 'createdAt', direction)
    .orderBy('id', direction)
    .offset((page - 1) * ROWS_A_PAGE)
    .limit(ROWS_A_PAGE)
}

function narrow<Query extends ModelQueryBuilderContract<any>>(
  query: Query,
  { person, course, from, until }: Omit<MoneyFilter, 'search' | 'state'>
): Query {
  return query
    .if(person, (one) => one.where('userId', person!))
    .if(course, (one) => one.where('courseId', course!))
    .if(from, (one) => one.where('createdAt', '>=', sqlTime(from!)))
    .if(until, (one) => one.where('createdAt', '<', sqlTime(until!)))
}

/** Orders of failed and second payments, of refunds, and of invoices. */
function ordersNaming(search: string) {
  const number = parseDocumentNumber(search)
  if (number) return Invoice.query().select('orderId').where(number)
  if (search.startsWith('rfnd_'))
    return Refund.query().select('orderId').where('gatewayRefundId', search)
  return ReportedPayment.query().select('orderId').where('gatewayPaymentId', search)
}

const holdersOf = (email: string) => User.query().select('id').where('email', normalizeEmail(email))
