import { inject } from '@adonisjs/core'
import Enrollment from '#app/accounts/models/enrollment'
import CourseDocument from '#app/catalog/documents/course'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import Outbox from '#app/platform/outbox/outbox'
import RecordPayment from '#app/payments/actions/record_payment'
import CourseGone from '#app/payments/exceptions/course_gone'
import EnrollmentRevoked from '#app/payments/exceptions/enrollment_revoked'
import WrongSignature from '#app/payments/exceptions/wrong_signature'
import PaymentGateway, { type SignedPayment } from '#app/payments/gateways/payment_gateway'

/** Checks that a learner has paid, and opens the course. Verifying the same payment again changes nothing. */
@inject()
export default class VerifyPayment {
  constructor(
    private gateway: PaymentGateway,
    private recordPayment: RecordPayment,
    private outbox: Outbox
  ) {}

  /**
   * @throws {WrongSignature}
   * @throws {OrderMismatch} for an order that is not this learner's for this course
   * @throws {PaymentAlreadyUsed}
   * @throws {CourseGone} when the payment is recorded, but the course was deleted
   * @throws {EnrollmentRevoked} when the payment is recorded, but the course was taken away from the learner
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

    const enrolled = await this.recordPayment.handle({
      userId,
      courseId,
      gatewayOrderId: payment.orderId,
      gatewayPaymentId: payment.paymentId,
    })
    if (enrolled) await this.startLearning(enrolled)
    else if (!(await Enrollment.findBy({ userId, courseId }))) throw await this.reason(courseId)
  }

  /** Paid before, and not enrolled any more. A course that is deleted takes its enrollments with it. */
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
