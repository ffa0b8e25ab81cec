import BillingDetails from '#app/payments/models/billing_details'
import type { OutboxListener } from '#app/platform/outbox/outbox_event'

/** Deletes the billing details of a person who was erased. Issued invoices stay, as tax law requires. */
export default class EraseBillingDetails implements OutboxListener<{ userId: string }> {
  async handle({ userId }: { userId: string }) {
    await BillingDetails.query().where({ userId }).delete()
  }
}
