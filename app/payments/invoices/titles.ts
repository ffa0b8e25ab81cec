import type { InvoiceSnapshot } from '#app/payments/invoices/snapshot'

/** Titles of documents, as the law asks for them. */
export const TITLES: Record<InvoiceSnapshot['kind'], string> = {
  invoice: 'Tax invoice',
  receipt: 'Receipt',
  credit_note: 'Credit note',
}

/** Formats an amount in paise: `₹1,23,456.00`. */
export function formatAmount(paise: number): string {
  return `₹${AMOUNT.format(paise / 100)}`
}

const AMOUNT = new Intl.NumberFormat('en-IN', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
})
