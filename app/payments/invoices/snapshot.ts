import type { DateTime } from 'luxon'
import { amountInWords } from '#app/payments/gst/amount_in_words'
import { stateNameOf } from '#app/payments/gst/states'
import { type TaxSplit, taxOf } from '#app/payments/gst/tax_split'

export interface Seller {
  name: string
  address: string | null
  gstin: string | null
  /** GST code of the State. */
  state: string | null
}

export interface Buyer {
  name: string
  address: string | null
  pin: string | null
  gstin: string | null
  state: string | null
  /** True if the buyer gave no State, so that the seller's was taken. */
  stateAssumed: boolean
}

interface Line {
  description: string
  sac: string
  /** Price before the discount. Amounts are in paise and include taxes, except `taxable`. */
  list: number
  discount: number
  total: number
  taxable: number
  /** Of all taxes together, in percent. */
  rate: number
}

interface Tax {
  kind: 'CGST' | 'SGST' | 'UTGST' | 'IGST'
  rate: number
  amount: number
}

/** What an invoice, a receipt or a credit note says, as the API answers it. */
export interface InvoiceSnapshot {
  kind: 'invoice' | 'receipt' | 'credit_note'
  number: string
  financialYear: string
  issuedAt: string
  /** Time of the payment, or of the refund. */
  paidAt: string
  seller: Seller
  buyer: Buyer
  placeOfSupply: { code: string; name: string } | null
  reverseCharge: false
  lines: Line[]
  taxes: Tax[]
  taxable: number
  tax: number
  total: number
  currency: string
  inWords: string
  /** Id of the order. */
  order: string
  /** The gateway's id of the payment. */
  payment: string
  /** Invoice that a credit note corrects. */
  refers: { number: string; issuedAt: string } | null
}

/** Everything that a snapshot is composed of. */
export interface InvoiceFacts {
  kind: InvoiceSnapshot['kind']
  number: string
  financialYear: string
  issuedAt: DateTime
  paidAt: DateTime
  seller: Seller
  buyer: Buyer
  description: string
  sac: string
  rate: number
  list: number
  discount: number
  total: number
  split: TaxSplit
  currency: string
  order: string
  payment: string
  refers?: InvoiceSnapshot['refers']
}

export function composeSnapshot(facts: InvoiceFacts): InvoiceSnapshot {
  const { seller, buyer, split, rate, total, list, discount, description, sac } = facts
  const { taxable } = split
  const place = buyer.state
  return {
    kind: facts.kind,
    number: facts.number,
    financialYear: facts.financialYear,
    issuedAt: timeOf(facts.issuedAt),
    paidAt: timeOf(facts.paidAt),
    seller,
    buyer,
    placeOfSupply: place === null ? null : { code: place, name: stateNameOf(place) },
    reverseCharge: false,
    lines: [{ description, sac, list, discount, total, taxable, rate }],
    taxes: taxesOf(split, rate),
    taxable,
    tax: taxOf(split),
    total,
    currency: facts.currency,
    inWords: amountInWords(total),
    order: facts.order,
    payment: facts.payment,
    refers: facts.refers ?? null,
  }
}

/** Times are exact to the second, as databases store them. */
export function timeOf(time: DateTime): string {
  return time.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'")
}

function taxesOf({ cgst, sgst, utgst, igst }: TaxSplit, rate: number): Tax[] {
  const taxes: Tax[] = [
    { kind: 'CGST', rate: rate / 2, amount: cgst },
    { kind: 'SGST', rate: rate / 2, amount: sgst },
    { kind: 'UTGST', rate: rate / 2, amount: utgst },
    { kind: 'IGST', rate, amount: igst },
  ]
  return taxes.filter(({ amount }) => amount > 0)
}
