import db from '@adonisjs/lucid/services/db'
import Invoice from '#app/payments/models/invoice'
import Invariant from '#app/platform/invariants/invariant'
import { rowsInBatches } from '#app/platform/invariants/batches'

export default class InvoicesAddUp extends Invariant {
  readonly condition =
    'Taxes and taxable value of each invoice add up to its total, as does what it says, and its credit notes are not more'

  async *violations() {
    for await (const invoices of rowsInBatches(() => Invoice.query()))
      for (const invoice of invoices)
        if (!addsUp(invoice)) yield `the amounts of ${invoice.number} (${invoice.id})`

    const overcredited = await db
      .from('invoices as notes')
      .join('invoices', 'invoices.id', 'notes.refers_id')
      .groupBy('invoices.id', 'invoices.number', 'invoices.total_in_paise')
      .havingRaw('sum(notes.total_in_paise) > invoices.total_in_paise')
      .select('invoices.id', 'invoices.number')
    for (const { id, number } of overcredited) yield `the credit notes of ${number} (${id})`
  }
}

function addsUp(invoice: Invoice): boolean {
  const { snapshot, number } = invoice
  const { totalInPaise, taxableInPaise, cgstInPaise, sgstInPaise, igstInPaise } = invoice
  const tax = cgstInPaise + sgstInPaise + igstInPaise
  const shown = snapshot.taxes.reduce((sum, { amount }) => sum + amount, 0)
  return (
    taxableInPaise + tax === totalInPaise &&
    cgstInPaise === sgstInPaise &&
    snapshot.total === totalInPaise &&
    snapshot.taxable === taxableInPaise &&
    snapshot.tax === tax &&
    shown === tax &&
    snapshot.number === number
  )
}
