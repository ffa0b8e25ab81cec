import { inject } from '@adonisjs/core'
import type SignedInUser from '#app/accounts/signed_in_user'
import CourseDocument, { type Course, isDraft } from '#app/catalog/documents/course'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import Clock from '#app/platform/clock'
import { isId } from '#app/platform/ids'
import { isCouponCode, normalizeCouponCode } from '#app/payments/coupons/coupon_code'
import { type CouponPrice, priceWith } from '#app/payments/coupons/coupon_price'
import { reasonAgainst } from '#app/payments/coupons/coupon_rules'
import CouponNotApplicable from '#app/payments/exceptions/coupon_not_applicable'
import CouponNotFound from '#app/payments/exceptions/coupon_not_found'
import Coupon from '#app/payments/models/coupon'
import CouponRedemption from '#app/payments/models/coupon_redemption'
import CountRedemptions from '#app/payments/queries/count_redemptions'

/** Computes a learner's price of a course with a coupon, without reserving it. */
@inject()
export default class PreviewCoupon {
  constructor(
    private clock: Clock,
    private countRedemptions: CountRedemptions
  ) {}

  /**
   * @throws {CouponNotFound}
   * @throws {CourseNotFound}
   * @throws {CouponNotApplicable}
   */
  async handle({
    user,
    code,
    courseId,
  }: {
    user: SignedInUser
    code: string
    courseId: unknown
  }): Promise<{ coupon: Coupon; price: CouponPrice }> {
    const normalized = normalizeCouponCode(code)
    const coupon = isCouponCode(normalized) && (await Coupon.findBy({ code: normalized }))
    if (!coupon) throw new CouponNotFound()
    const { id, listInPaise } = await this.courseFor(user, courseId)

    const purchase = { courseId: id, listInPaise, now: this.clock.now() }
    const reason = reasonAgainst(coupon, purchase) ?? (await this.usedUp(coupon, user.id, id))
    if (reason) throw new CouponNotApplicable(reason)
    return { coupon, price: priceWith(coupon, listInPaise) }
  }

  private async courseFor(user: SignedInUser, courseId: unknown) {
    if (!isId(courseId)) throw new CourseNotFound()
    const course = await CourseDocument.findById(courseId).lean<Course>()
    const isHidden = course !== null && isDraft(course) && !user.mayWatch(courseId)
    if (!course || isHidden || typeof course.price !== 'number') throw new CourseNotFound()
    return { id: course._id.toHexString(), listInPaise: Math.round(course.price * 100) }
  }

  /** The learner's own reservation for the course does not count: a checkout would replace it. */
  private async usedUp(coupon: Coupon, userId: string, courseId: string) {
    const own = await CouponRedemption.query()
      .where({ couponId: coupon.id, userId, courseId, state: 'reserved' })
      .orderBy('id', 'desc')
      .first()
    const isUsedUp = await this.countRedemptions.isUsedUp(coupon, { userId, without: own?.id })
    return isUsedUp ? 'This coupon has been used up.' : undefined
  }
}
