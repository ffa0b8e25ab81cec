import { BaseMail } from '@adonisjs/mail'
import { pdfNameOf } from '#app/payments/invoices/file_name'
import type { InvoiceSnapshot } from '#app/payments/invoices/snapshot'
import { formatAmount, TITLES } from '#app/payments/invoices/titles'

interface Recipient {
  name: string
  email: string
  snapshot: InvoiceSnapshot
  pdf: Buffer
}

/** Delivers an invoice, receipt or credit note as a PDF. */
export default class InvoiceMail extends BaseMail {
  constructor(private recipient: Recipient) {
    super()
    const { kind, number } = recipient.snapshot
    this.subject = `${TITLES[kind]} ${number}`
  }

  prepare() {
    const { name, email, snapshot, pdf } = this.recipient
    const shown = {
      name,
      title: TITLES[snapshot.kind].toLowerCase(),
      number: snapshot.number,
      course: snapshot.lines[0].description,
      amount: formatAmount(snapshot.total),
      seller: snapshot.seller.name,
    }
    this.message
      .to(email, name)
      .htmlView('mails/invoice_html', shown)
      .textView('mails/invoice_text', shown)
      .attachData(pdf, { filename: pdfNameOf(snapshot), contentType: 'application/pdf' })
  }
}
