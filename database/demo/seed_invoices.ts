import type { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Clock from '#app/platform/clock'
import Outbox from '#app/platform/outbox/outbox'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { sqlTime } from '#app/platform/sql/time'
import IssueInvoice from '#app/payments/actions/issue_invoice'
import NumberDocument from '#app/payments/actions/number_document'
import StoreInvoice from '#app/payments/actions/store_invoice'
import SendInvoiceMail from '#app/payments/events/send_invoice_mail'
import Findings from '#app/payments/ledger/findings'
import Order from '#app/payments/models/order'
import FindInvoiceablePayment from '#app/payments/queries/find_invoiceable_payment'
import { demoId } from '#database/demo/demo_ids'
import { insertRowOnce } from '#database/demo/insert_once'

/** Kerala, the State of the demo's seller, and Karnataka. */
const STATES = ['32', '29']

/** Coupons to try: a tenth off, one that has a single use, and one that leaves nothing to pay. */
const COUPONS = [
  { code: 'WELCOME-10', kind: 'percent', value: 10 },
  { code: 'LAST-ONE', kind: 'amount', value: 50_000, max_redemptions: 1 },
  { code: 'SCHOLARSHIP', kind: 'percent', value: 100, max_per_learner: 1 },
]

/** Clock that stands still at the time of a payment. */
class ClockAt extends Clock {
  constructor(private time: DateTime) {
    super()
  }

  now() {
    return this.time
  }
}

/** Seeds coupons, the States of the learners, and the invoices of what they have bought. */
@inject()
export default class SeedInvoices {
  constructor(
    private clock: Clock,
    private outbox: Outbox
  ) {}

  async handle({ userIds, orderIds }: { userIds: string[]; orderIds: string[] }): Promise<void> {
    const now = sqlTime(this.clock.now())
    for (const [number, coupon] of COUPONS.entries()) {
      const times = { created_at: now, updated_at: now }
      await insertRowOnce('coupons', { id: demoId('coupon', number), ...coupon, ...times })
    }
    for (const [number, userId] of userIds.entries()) {
      const state = STATES[number % STATES.length]
      await insertRowOnce('billing_details', { user_id: userId, state, updated_at: now })
    }
    const orders = await Order.query().whereIn('id', orderIds).orderBy('paidAt').orderBy('id')
    for (const order of orders) await this.issue(order)
  }

  /** Issues an invoice as if it had been when the order was paid; nobody waits for its mail any more. */
  private async issue({ id, paidAt }: Order): Promise<void> {
    const clock = new ClockAt(paidAt!)
    const storeInvoice = new StoreInvoice(clock, new NumberDocument(), this.outbox)
    const findings = new Findings(clock)
    const issueInvoice = new IssueInvoice(new FindInvoiceablePayment(), storeInvoice, findings)
    await db.transaction(async (trx) => {
      const invoice = await issueInvoice.issue(id, trx)
      if (!invoice) return
      await OutboxRow.query({ client: trx })
        .where('kind', SendInvoiceMail.kind)
        .where('payload', 'like', `%${invoice.id}%`)
        .delete()
    })
  }
}
