import { inject } from '@adonisjs/core'
import mail from '@adonisjs/mail/services/main'
import InvoiceMail from '#app/payments/mails/invoice_mail'
import Invoice from '#app/payments/models/invoice'
import RenderInvoice from '#app/payments/invoices/render_invoice'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Emails an invoice, receipt or credit note as a PDF, unless the buyer was erased since. */
@inject()
export default class MailInvoice implements OutboxListener<{ invoiceId: string }> {
  constructor(private renderInvoice: RenderInvoice) {}

  async handle({ invoiceId }: { invoiceId: string }) {
    const invoice = await Invoice.query().where('id', invoiceId).preload('user').first()
    if (!invoice || invoice.user.erasedAt) return
    const { snapshot, user } = invoice
    const pdf = await this.renderInvoice.handle(snapshot)
    await mail.send(new InvoiceMail({ name: user.name, email: user.email, snapshot, pdf }))
  }
}
