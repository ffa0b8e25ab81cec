import vine from '@vinejs/vine'
import { day, pageNumber, searchText } from '#app/platform/validators/parameters'

/** Filters of the dashboard's list of invoices, receipts and credit notes. */
export const invoiceFilterValidator = vine.create({
  search: searchText(),
  kind: vine.enum(['invoice', 'receipt', 'credit_note'] as const).optional(),
  from: day(),
  to: day(),
  page: pageNumber(),
})
