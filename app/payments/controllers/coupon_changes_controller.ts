import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { apiActor } from '#app/accounts/actors'
import DeleteCoupon from '#app/payments/actions/delete_coupon'
import SaveCoupon from '#app/payments/actions/save_coupon'
import PaymentPolicy from '#app/payments/policies/payment_policy'
import ListCoupons from '#app/payments/queries/list_coupons'
import { couponDetailsJson, couponJson } from '#app/payments/transformers/coupon_transformer'
import { couponListValidator, couponValidator } from '#app/payments/validators/coupons'

/** Coupons, for administrators. */
@inject()
export default class CouponChangesController {
  constructor(
    private listCoupons: ListCoupons,
    private saveCoupon: SaveCoupon,
    private deleteCoupon: DeleteCoupon
  ) {}

  async index({ bouncer, request }: HttpContext) {
    await bouncer.with(PaymentPolicy).authorize('administer')
    const { page = 1, limit = 20 } = await couponListValidator.validate(request.qs())
    const { coupons, total } = await this.listCoupons.handle({ page, limit })
    return { coupons: coupons.map(couponJson), page, limit, total }
  }

  async show({ bouncer, params }: HttpContext) {
    await bouncer.with(PaymentPolicy).authorize('administer')
    return { coupon: couponJson(await this.listCoupons.find(params.id)) }
  }

  async store(ctx: HttpContext) {
    const { bouncer, request, response } = ctx
    await bouncer.with(PaymentPolicy).authorize('administer')
    const details = await couponValidator.validate(request.body())
    const { id } = await this.saveCoupon.handle({ actor: apiActor(ctx), details })
    return response.created({ coupon: couponJson(await this.listCoupons.find(id)) })
  }

  /** Members that are left out stay as they are. */
  async update(ctx: HttpContext) {
    const { bouncer, params, request } = ctx
    await bouncer.with(PaymentPolicy).authorize('administer')
    const { coupon } = await this.listCoupons.find(params.id)
    const changed = { ...couponDetailsJson(coupon), ...request.body() }
    const details = await couponValidator.validate(changed)
    await this.saveCoupon.handle({ actor: apiActor(ctx), id: params.id, details })
    return { coupon: couponJson(await this.listCoupons.find(params.id)) }
  }

  async destroy(ctx: HttpContext) {
    const { bouncer, params } = ctx
    await bouncer.with(PaymentPolicy).authorize('administer')
    await this.deleteCoupon.handle({ actor: apiActor(ctx), id: params.id })
    return { message: 'The coupon is deleted.' }
  }
}
