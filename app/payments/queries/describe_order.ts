import { inject } from '@adonisjs/core'
import AuditEntry from '#app/platform/audit/audit_entry'
import Enrollment from '#app/accounts/models/enrollment'
import CourseDocument from '#app/catalog/documents/course'
import { auditActions } from '#app/payments/audit_actions'
import Dispute from '#app/payments/models/dispute'
import Finding from '#app/payments/models/finding'
import LedgerEntry from '#app/payments/models/ledger_entry'
import Order from '#app/payments/models/order'
import Refund from '#app/payments/models/refund'
import ReportedPayment from '#app/payments/models/reported_payment'
import WebhookEvent from '#app/payments/models/webhook_event'
import FindInvoices from '#app/payments/queries/find_invoices'
import FindOtherPurchase from '#app/payments/queries/find_other_purchase'
import ListWaitingMails from '#app/payments/queries/list_waiting_mails'

/** Maximum number of rows of each kind; the audit log and Razorpay have the rest. */
const ROWS_OF_EACH = 100

/** Describes an order with all that belongs to it: money, access, mails and how it came about. */
@inject()
export default class DescribeOrder {
  constructor(
    private findInvoices: FindInvoices,
    private findOtherPurchase: FindOtherPurchase,
    private listWaitingMails: ListWaitingMails
  ) {}

  /** @throws {E_ROW_NOT_FOUND} */
  async handle(orderId: string) {
    const order = await Order.query()
      .where('id', orderId)
      .preload('user')
      .preload('payment')
      .firstOrFail()
    const learner = { userId: order.userId, courseId: order.courseId }
    const course = await CourseDocument.findById(order.courseId).select('title').lean()
    const invoices = await this.findInvoices.of([orderId])
    const { invoice = null, creditNotes = [] } = invoices.get(orderId) ?? {}
    const documents = [...(invoice ? [invoice] : []), ...creditNotes]
    return {
      order,
      documents,
      isOwnedOtherwise: (await this.findOtherPurchase.handle(order)) !== null,
      isCourseThere: course !== null,
      enrollment: await Enrollment.findBy(learner),
      payments: await ReportedPayment.query().where({ orderId }).orderBy('id').limit(ROWS_OF_EACH),
      refunds: await Refund.query().where({ orderId }).orderBy('id').limit(ROWS_OF_EACH),
      disputes: await Dispute.query().where({ orderId }).orderBy('id').limit(ROWS_OF_EACH),
      findings: await Finding.query().where({ orderId }).orderBy('id').limit(ROWS_OF_EACH),
      entries: await LedgerEntry.query().where({ orderId }).orderBy('number').limit(ROWS_OF_EACH),
      events: await WebhookEvent.query()
        .where({ orderId })
        .select('id', 'name', 'state', 'reason', 'attempts', 'createdAt')
        .orderBy('id')
        .limit(ROWS_OF_EACH),
      changes: await changesOfAccess(learner),
      waitingMails: await this.listWaitingMails.handle({
        ...learner,
        invoiceIds: documents.map(({ id }) => id),
      }),
    }
  }
}

export type DescribedOrder = Awaited<ReturnType<DescribeOrder['handle']>>

/** Reads what administrators did to a learner's access to a course. */
async function changesOfAccess({ userId, courseId }: { userId: string; courseId: string }) {
  const entries = await AuditEntry.query()
    .where({ targetKind: 'enrollment', targetId: userId })
    .whereIn('action', Object.keys(auditActions))
    .orderBy('createdAt', 'desc')
    .limit(ROWS_OF_EACH)
  return entries.filter(({ before, after }) => (after ?? before)?.courseId === courseId)
}
