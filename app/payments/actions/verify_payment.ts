import { inject } from '@adonisjs/core'
import Enrollment from '#app/accounts/models/enrollment'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import BeginLearning from '#app/payments/actions/begin_learning'
import RecordPayment from '#app/payments/actions/record_payment'
import CourseGone from '#app/payments/exceptions/course_gone'
import WrongSignature from '#app/payments/exceptions/wrong_signature'
import PaymentGateway, { type SignedPayment } from '#app/payments/gateways/payment_gateway'

/** Checks that a learner has paid, and opens the course. Verifying the same payment again changes nothing. */
@inject()
export default class VerifyPayment {
  constructor(
    private gateway: PaymentGateway,
    private recordPayment: RecordPayment,
    private beginLearning: BeginLearning
  ) {}

  /**
   * @throws {WrongSignature}
   * @throws {OrderMismatch} for an order that is not this learner's for this course
   * @throws {PaymentAlreadyUsed}
   * @throws {CourseGone} when the payment is recorded, but the course was deleted
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

    await this.recordPayment.handle({
      userId,
      courseId,
      gatewayOrderId: payment.orderId,
      gatewayPaymentId: payment.paymentId,
    })

    // Paid before, and the course was deleted since: its enrollments went with it.
    if (!(await Enrollment.findBy({ userId, courseId }))) throw new CourseGone()
    try {
      await this.beginLearning.handle({ userId, courseId })
    } catch (error) {
      throw error instanceof CourseNotFound ? new CourseGone() : error
    }
  }
}
