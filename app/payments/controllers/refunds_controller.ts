import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { apiActor } from '#app/accounts/actors'
import { periodOf } from '#app/platform/sql/period'
import RequestRefund from '#app/payments/actions/request_refund'
import PaymentPolicy from '#app/payments/policies/payment_policy'
import ListRefunds from '#app/payments/queries/list_refunds'
import { refundJson } from '#app/payments/transformers/ledger_transformer'
import {
  refundListValidator,
  refundValidator,
  requestKeyValidator,
} from '#app/payments/validators/refunds'

/** Days are those of India. */
const ZONE = 'Asia/Kolkata'

/** Refunds, for administrators. */
@inject()
export default class RefundsController {
  constructor(
    private listRefunds: ListRefunds,
    private requestRefund: RequestRefund
  ) {}

  async index({ bouncer, request }: HttpContext) {
    await bouncer.with(PaymentPolicy).authorize('administer')
    const asked = await refundListValidator.validate(request.qs())
    const { page = 1, limit = 20, state, ...days } = asked
    const filter = { state, ...periodOf(days, ZONE) }
    const { refunds, total } = await this.listRefunds.handle(filter, { page, limit })
    return { refunds: refunds.map(refundJson), page, limit, total }
  }

  /** Answers 202 if the gateway has not answered: the refund is repeated until it does. */
  async store(ctx: HttpContext) {
    const { bouncer, params, request, response } = ctx
    await bouncer.with(PaymentPolicy).authorize('administer')
    const header = request.header('idempotency-key')
    const { key: requestKey } = await requestKeyValidator.validate({ key: header })
    const wanted = await refundValidator.validate(request.body())
    const { amount: amountInPaise, keepEnrollment: keepsEnrollment, ...details } = wanted
    const what = { amountInPaise, keepsEnrollment, requestKey, ...details }
    const refund = await this.requestRefund.handle({
      ...what,
      actor: apiActor(ctx),
      orderId: params.id,
    })
    response.status(refund.state === 'requested' ? 202 : 201)
    return { refund: refundJson(refund) }
  }
}
