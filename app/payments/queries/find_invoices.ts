import OrderNotFound from '#app/payments/exceptions/order_not_found'
import NoInvoice from '#app/payments/exceptions/no_invoice'
import Invoice from '#app/payments/models/invoice'
import Order from '#app/payments/models/order'

export interface OrderInvoices {
  /** The invoice or receipt. */
  invoice: Invoice | null
  /** Its credit notes, oldest first. */
  creditNotes: Invoice[]
}

/** Finds the invoices and credit notes of orders. */
export default class FindInvoices {
  /** @returns documents by the order's id; orders without any are missing */
  async of(orderIds: string[]): Promise<Map<string, OrderInvoices>> {
    const found = new Map<string, OrderInvoices>()
    for (const document of await Invoice.query().whereIn('orderId', orderIds).orderBy('id')) {
      const known = found.get(document.orderId) ?? { invoice: null, creditNotes: [] }
      if (document.refersId) known.creditNotes.push(document)
      else known.invoice = document
      found.set(document.orderId, known)
    }
    return found
  }

  /**
   * Finds those of a learner's own order.
   * @throws {OrderNotFound}
   * @throws {NoInvoice}
   */
  async ofOwn({ userId, orderId }: { userId: string; orderId: string }) {
    const order = await Order.query().where({ id: orderId, userId }).first()
    if (!order) throw new OrderNotFound()
    const found = await this.of([orderId])
    const { invoice = null, creditNotes = [] } = found.get(orderId) ?? {}
    if (!invoice) throw new NoInvoice()
    return { invoice, creditNotes }
  }
}
