import { DateTime } from 'luxon'
import { TAX_ZONE } from '#app/payments/gst/financial_year'
import type Invoice from '#app/payments/models/invoice'

/** Invoices of more, in paise, to unregistered buyers of another State are listed one by one. */
const LARGE_IN_PAISE = 1_00_000_00

export type InvoiceSection = 'b2b' | 'b2cl' | 'b2cs'
export type ListedSection = 'b2b' | 'b2cl' | 'cdnr' | 'cdnur'

/** Section of the GST return in which an invoice is declared. */
export function invoiceSectionOf(invoice: Invoice): InvoiceSection {
  const { buyerGstin, placeOfSupply, sellerState, totalInPaise } = invoice
  if (buyerGstin) return 'b2b'
  const isElsewhere = placeOfSupply !== sellerState
  return isElsewhere && totalInPaise > LARGE_IN_PAISE ? 'b2cl' : 'b2cs'
}

/** Section of a document; credit notes, whose `refers` must be loaded, follow their invoice. */
export function sectionOf(document: Invoice): ListedSection | 'b2cs' {
  if (!document.refersId) return invoiceSectionOf(document)
  const section = invoiceSectionOf(document.refers)
  return section === 'b2cs' ? 'b2cs' : ({ b2b: 'cdnr', b2cl: 'cdnur' } as const)[section]
}

/**
 * Returns whether a credit note comes too late to lower the tax: after 30 November that follows the financial year of
 * its invoice (section 34 of the CGST Act).
 */
export function isLate(document: Invoice): boolean {
  if (!document.refersId) return false
  const firstYear = Number(document.refers.financialYear.slice(0, 4))
  const end = DateTime.fromObject({ year: firstYear + 1, month: 12, day: 1 }, { zone: TAX_ZONE })
  return document.issuedAt >= end
}
