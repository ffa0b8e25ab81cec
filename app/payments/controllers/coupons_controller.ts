import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentUser } from '#app/accounts/current_user'
import PreviewCoupon from '#app/payments/queries/preview_coupon'

@inject()
export default class CouponsController {
  constructor(private previewCoupon: PreviewCoupon) {}

  async show(ctx: HttpContext) {
    const { params, request } = ctx
    const asked = { user: currentUser(ctx), code: params.code, courseId: request.qs().course }
    const { coupon, price } = await this.previewCoupon.handle(asked)
    const { code, kind, value } = coupon
    return { coupon: { code, kind, value }, price }
  }
}
