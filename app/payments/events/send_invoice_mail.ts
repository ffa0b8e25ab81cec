import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Emails an invoice, receipt or credit note to its buyer. */
export default class SendInvoiceMail extends OutboxEvent<{ invoiceId: string; userId: string }> {
  static readonly kind = 'payments.send_invoice_mail'
  static readonly label = 'Invoice email'

  static recipientOf({ userId }: { userId: string }) {
    return { userId }
  }
}
