import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { dashboardActor } from '#app/accounts/actors'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { couponValues, detailsOf, NEW_COUPON } from '#app/admin/payments/coupon_form'
import { couponRow } from '#app/admin/payments/coupon_row'
import ListCourseTitles from '#app/catalog/queries/list_course_titles'
import SaveCoupon from '#app/payments/actions/save_coupon'
import ListCoupons from '#app/payments/queries/list_coupons'
import ListRedemptions from '#app/payments/queries/list_redemptions'
import { couponFilterValidator, couponFormValidator } from '#app/payments/validators/coupon_form'

const COUPONS_A_PAGE = 50

@inject()
export default class CouponsController {
  constructor(
    private listCoupons: ListCoupons,
    private listRedemptions: ListRedemptions,
    private listCourseTitles: ListCourseTitles,
    private saveCoupon: SaveCoupon
  ) {}

  async index({ request, view }: HttpContext) {
    const filter = await couponFilterValidator.validate(withoutEmpty(request.qs()))
    const { search, page = 1 } = filter
    const { coupons, total } = await this.listCoupons.handle({
      search,
      page,
      limit: COUPONS_A_PAGE,
    })
    return view.render('admin/payments/coupons', {
      filter,
      isFiltered: Boolean(search),
      coupons: coupons.map((one) => couponRow(one)),
      total,
      page,
      pages: Math.max(Math.ceil(total / COUPONS_A_PAGE), 1),
    })
  }

  async create({ view }: HttpContext) {
    const courses = await this.listCourseTitles.handle()
    return view.render('admin/payments/new_coupon', { values: NEW_COUPON, courses })
  }

  async store(ctx: HttpContext) {
    const { request, response, session } = ctx
    const form = await request.validateUsing(couponFormValidator)
    const details = detailsOf(form, zoneOf(request))
    const { id, code } = await this.saveCoupon.handle({ actor: dashboardActor(ctx), details })
    session.flash('notice', `Coupon ${code} created.`)
    return response.redirect().status(303).toRoute('admin.payments.coupons.show', [id])
  }

  async show({ params, request, view }: HttpContext) {
    const { page } = await couponFilterValidator.validate(withoutEmpty(request.qs()))
    const counted = await this.listCoupons.find(params.id)
    return view.render('admin/payments/coupon', {
      coupon: couponRow(counted),
      values: couponValues(counted.coupon, zoneOf(request)),
      courses: await this.listCourseTitles.handle(),
      uses: await this.listRedemptions.handle({ couponId: params.id, page }),
    })
  }

  async update(ctx: HttpContext) {
    const { params, request, response, session } = ctx
    const form = await request.validateUsing(couponFormValidator)
    const details = detailsOf(form, zoneOf(request))
    await this.saveCoupon.handle({ actor: dashboardActor(ctx), id: params.id, details })
    session.flash('notice', 'Coupon saved.')
    return response.redirect().status(303).toRoute('admin.payments.coupons.show', [params.id])
  }
}
