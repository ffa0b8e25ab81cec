import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentUser } from '#app/accounts/current_user'
import VerifyPayment from '#app/payments/actions/verify_payment'
import { verificationValidator } from '#app/payments/validators/payments'

@inject()
export default class VerificationsController {
  constructor(private verifyPayment: VerifyPayment) {}

  async store(ctx: HttpContext) {
    const { params, request } = ctx
    const paid = await verificationValidator.validate(request.body())
    await this.verifyPayment.handle({
      userId: currentUser(ctx).id,
      courseId: params.courseId,
      payment: {
        orderId: paid.razorpay_order_id,
        paymentId: paid.razorpay_payment_id,
        signature: paid.razorpay_signature,
      },
    })
    return { message: 'Your payment is verified. The course is yours.' }
  }
}
