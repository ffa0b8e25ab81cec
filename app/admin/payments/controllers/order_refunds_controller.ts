import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { dashboardActor } from '#app/accounts/actors'
import { rupees } from '#app/admin/layout/formatters'
import RequestRefund from '#app/payments/actions/request_refund'
import type { RefundState } from '#app/payments/ledger/states'
import { refundFormValidator } from '#app/payments/validators/refund_form'

const NOTICES: Record<RefundState, string> = {
  requested: 'was requested. Razorpay hasn’t answered yet and is asked again automatically.',
  pending: 'was accepted by Razorpay.',
  processed: 'was made.',
  failed: 'failed.',
}

@inject()
export default class OrderRefundsController {
  constructor(private requestRefund: RequestRefund) {}

  async store(ctx: HttpContext) {
    const { params, request, response, session } = ctx
    const form = await request.validateUsing(refundFormValidator)
    const { state, amountInPaise } = await this.requestRefund.handle({
      actor: dashboardActor(ctx),
      orderId: params.id,
      gatewayPaymentId: form.payment,
      amountInPaise: form.amount === undefined ? undefined : Math.round(form.amount * 100),
      reason: form.reason,
      speed: form.speed,
      keepsEnrollment: form.keepEnrollment ?? false,
      requestKey: form.key,
    })
    session.flash('notice', `A refund of ${rupees(amountInPaise)} ${NOTICES[state]}`)
    return response.redirect().status(303).toRoute('admin.payments.orders.show', [params.id])
  }
}
