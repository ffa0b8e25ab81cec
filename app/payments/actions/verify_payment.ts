import { inject } from '@adonisjs/core'
import CourseDocument from '#app/catalog/documents/course'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import Outbox from '#app/platform/outbox/outbox'
import CourseGone from '#app/payments/exceptions/course_gone'
import EnrollmentRevoked from '#app/payments/exceptions/enrollment_revoked'
import WrongSignature from '#app/payments/exceptions/wrong_signature'
import PaymentGateway, { type SignedPayment } from '#app/payments/gateways/payment_gateway'
import RecordCallback from '#app/payments/ledger/record_callback'

/** Verifies a payment and enrolls the learner. Idempotent. */
@inject()
export default class VerifyPayment {
  constructor(
    private gateway: PaymentGateway,
    private recordCallback: RecordCallback,
    private outbox: Outbox
  ) {}

  /**
   * @throws {WrongSignature}
   * @throws {OrderMismatch} if the order is not this learner's for this course
   * @throws {PaymentAlreadyUsed}
   * @throws {OrderRefunded} if the payment was given back
   * @throws {CourseGone} if the payment was recorded, but the course was deleted
   * @throws {EnrollmentRevoked} if the payment was recorded, but the learner's access was removed
   */
  async handle({
    userId,
    courseId,
    payment,
  }: {
    userId: string
    courseId: string
    payment: SignedPayment
  }): Promise<void> {
    if (!this.gateway.isGenuine(payment)) throw new WrongSignature()

    const { enrolled, isEnrolled } = await this.recordCallback.handle({
      source: 'callback',
      userId,
      courseId,
      gatewayOrderId: payment.orderId,
      gatewayPaymentId: payment.paymentId,
    })
    if (enrolled) await this.startLearning(enrolled)
    else if (!isEnrolled) throw await this.reason(courseId)
  }

  /** Explains why a learner who has paid is not enrolled: deleted courses lose their enrollments. */
  private async reason(courseId: string): Promise<Error> {
    const isThere = await CourseDocument.exists({ _id: courseId })
    return isThere ? new EnrollmentRevoked() : new CourseGone()
  }

  private async startLearning(enrolled: string) {
    try {
      await this.outbox.settle(enrolled)
    } catch (error) {
      throw error instanceof CourseNotFound ? new CourseGone() : error
    }
  }
}
