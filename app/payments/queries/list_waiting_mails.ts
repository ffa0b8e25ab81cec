import OutboxRow from '#app/platform/outbox/outbox_row'
import SendCourseMail from '#app/payments/events/send_course_mail'
import SendInvoiceMail from '#app/payments/events/send_invoice_mail'

/** Waiting mails that are looked at; more wait only while the mail server is down. */
const MOST_WAITING = 1000

/** Mails about purchases. */
const KINDS = [SendCourseMail, SendInvoiceMail]

/**
 * Lists the mails about a learner's course and its documents that are not sent yet. The job of a mail is deleted once it
 * is sent.
 */
export default class ListWaitingMails {
  async handle({
    userId,
    courseId,
    invoiceIds,
  }: {
    userId: string
    courseId: string
    invoiceIds: string[]
  }) {
    const rows = await OutboxRow.query()
      .whereIn(
        'kind',
        KINDS.map(({ kind }) => kind)
      )
      .select('id', 'kind', 'payload', 'attempts', 'lastError', 'createdAt')
      .orderBy('id', 'desc')
      .limit(MOST_WAITING)
    const ofOrder = rows.filter(({ payload }) => {
      const about = JSON.parse(payload)
      const isOfCourse = about.userId === userId && about.courseId === courseId
      return isOfCourse || invoiceIds.includes(about.invoiceId)
    })
    return ofOrder.map(({ kind, attempts, lastError, createdAt }) => ({
      label: KINDS.find((one) => one.kind === kind)!.label,
      attempts,
      lastError,
      createdAt,
    }))
  }
}
