import { pageOf } from '#app/platform/pagination'
import { isId } from '#app/platform/ids'
import type { Period } from '#app/platform/sql/period'
import { sqlTime } from '#app/platform/sql/time'
import User from '#app/accounts/models/user'
import { normalizeEmail } from '#app/identity/email'
import { parseDocumentNumber } from '#app/payments/gst/document_number'
import Invoice, { type InvoiceKind } from '#app/payments/models/invoice'

const PAGE_SIZE = 50

export interface InvoiceFilter extends Period {
  /** A number, the id of an order, or an email. */
  search?: string
  kind?: InvoiceKind
}

/** Lists a page of invoices, receipts and credit notes, latest first, with the number of all matches. */
export default class ListInvoices {
  async handle(filter: InvoiceFilter, { page: asked }: { page?: number }) {
    const [{ count }] = await fitting(filter).count('* as count').pojo<{ count: number }>()
    const total = Number(count)
    const { page, pages } = pageOf(total, { size: PAGE_SIZE, asked })
    const invoices = await fitting(filter)
      .orderBy('issuedAt', 'desc')
      .orderBy('id', 'desc')
      .offset((page - 1) * PAGE_SIZE)
      .limit(PAGE_SIZE)
    return { invoices, total, page, pages }
  }
}

function fitting({ search, kind, from, until }: InvoiceFilter) {
  return Invoice.query()
    .if(kind, (query) => query.where('kind', kind!))
    .if(from, (query) => query.where('issuedAt', '>=', sqlTime(from!)))
    .if(until, (query) => query.where('issuedAt', '<', sqlTime(until!)))
    .if(search, (query) =>
      query.where((either) => {
        const number = parseDocumentNumber(search!)
        const holders = User.query().select('id').where('email', normalizeEmail(search!))
        either
          .whereIn('userId', holders)
          .if(number, (one) => one.orWhere(number!))
          .if(isId(search), (one) => one.orWhere('orderId', search!.toLowerCase()))
      })
    )
}
