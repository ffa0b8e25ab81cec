import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { dashboardActor } from '#app/accounts/actors'
import { redirectBack } from '#app/admin/layout/previous_page'
import { storedDetails } from '#app/admin/payments/coupon_form'
import DeleteCoupon from '#app/payments/actions/delete_coupon'
import SaveCoupon from '#app/payments/actions/save_coupon'
import Coupon from '#app/payments/models/coupon'
import { couponStateValidator } from '#app/payments/validators/coupon_form'

@inject()
export default class CouponStatesController {
  constructor(
    private saveCoupon: SaveCoupon,
    private deleteCoupon: DeleteCoupon
  ) {}

  async update(ctx: HttpContext) {
    const { params, request, session } = ctx
    const { isActive } = await request.validateUsing(couponStateValidator)
    const coupon = await Coupon.findOrFail(params.id)
    const details = { ...storedDetails(coupon), isActive }
    await this.saveCoupon.handle({ actor: dashboardActor(ctx), id: coupon.id, details })
    session.flash('notice', `Coupon ${coupon.code} is ${isActive ? 'on' : 'off'}.`)
    const action = `/admin/payments/coupons/${coupon.id}/state`
    session.flash('undo', { action, fields: { isActive: isActive ? '0' : '1' } })
    return redirectBack(ctx)
  }

  async destroy(ctx: HttpContext) {
    const { params, response, session } = ctx
    await this.deleteCoupon.handle({ actor: dashboardActor(ctx), id: params.id })
    session.flash('notice', 'Coupon deleted.')
    return response.redirect().status(303).toRoute('admin.payments.coupons.index')
  }
}
