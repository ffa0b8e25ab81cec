import vine from '@vinejs/vine'
import { day, id, pageNumber, searchText } from '#app/platform/validators/parameters'

export const MONEY_SORTS = ['when', '-when', 'amount', '-amount'] as const

/** `unmatched`: marked as paid, but without a payment. */
export const ORDER_STATES = ['paid', 'open', 'refunded', 'unmatched'] as const

/** Filters of the lists of orders and payments. */
export const moneyFilterValidator = vine.create({
  search: searchText(),
  state: vine.enum(ORDER_STATES).optional(),
  person: id().optional(),
  course: id().optional(),
  from: day(),
  to: day(),
  sort: vine.enum(MONEY_SORTS).optional(),
  page: pageNumber(),
})

/** A page of a list of the API. */
export const pageValidator = vine.create({
  page: pageNumber(),
  limit: vine.number().withoutDecimals().range([1, 100]).optional(),
})
