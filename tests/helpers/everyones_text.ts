import { DateTime } from 'luxon'
import app from '@adonisjs/core/services/app'
import { newId } from '#app/platform/ids'
import OutboxRow from '#app/platform/outbox/outbox_row'
import type User from '#app/accounts/models/user'
import { LECTURE_MEDIA } from '#app/catalog/purposes'
import GrantEnrollment from '#app/payments/actions/grant_enrollment'
import VerifyPayment from '#app/payments/actions/verify_payment'
import Upload from '#app/media/models/upload'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { anOrder, aPaymentOf } from '#tests/helpers/payments'
import { aLearner, anAdministrator, tokenOf } from '#tests/helpers/people'

/** The same text in the longest form that each kind of field accepts. */
export interface Texts {
  name: string
  title: string
  /** For descriptions, reasons and messages. */
  sentence: string
  email?: string
}

/**
 * Fills every list and page of the dashboard with data that contains the given texts.
 * @returns the super administrator, who has the same name
 */
export async function dataWithTexts({ name, title, sentence, email }: Texts): Promise<User> {
  const administrator = await anAdministrator({ name, mainrole: 'superadmin' })
  const learner = await aLearner({ name, ...(email ? { email } : {}) })
  const named = { category: title.slice(0, 100), createdBy: title, description: sentence }
  const bought = await aCourse({ title, ...named })
  const granted = await aCourse({ title, ...named, status: 'draft' })
  const lecture = await aLecture(bought, { title, description: sentence })
  await tokenOf(learner)

  await anOrder(await aLearner({ name }), bought)
  const paid = aPaymentOf(await anOrder(learner, bought))
  const verify = await app.container.make(VerifyPayment)
  await verify.handle({
    userId: learner.id,
    courseId: String(bought._id),
    payment: {
      orderId: paid.razorpay_order_id,
      paymentId: paid.razorpay_payment_id,
      signature: paid.razorpay_signature,
    },
  })
  const grant = await app.container.make(GrantEnrollment)
  await grant.handle({
    actor: {
      userId: administrator.id,
      label: name,
      channel: 'dashboard',
      ip: null,
      userAgent: sentence.slice(0, 500),
    },
    userId: learner.id,
    courseId: String(granted._id),
    reason: sentence.slice(0, 500),
  })
  await Upload.create({
    id: newId(),
    ownerId: administrator.id,
    purpose: LECTURE_MEDIA.name,
    subject: `lecture:${lecture._id}`,
    name: `${title.slice(0, 200)}.mp4`,
    sizeInBytes: 5_000_000,
    reason: sentence.slice(0, 500),
    failedAt: DateTime.utc(),
    lastSeenAt: DateTime.utc(),
  })
  await OutboxRow.create({
    kind: 'payments.learner_enrolled',
    payload: '{}',
    state: 'failed',
    attempts: 5,
    lastError: sentence.slice(0, 500),
    dueAt: DateTime.utc(),
  })
  return administrator
}
