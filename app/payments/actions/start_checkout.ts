import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type SignedInUser from '#app/accounts/signed_in_user'
import CourseDocument, { type Course, isDraft } from '#app/catalog/documents/course'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import Outbox from '#app/platform/outbox/outbox'
import ClaimCoupon, { type CouponClaim } from '#app/payments/actions/claim_coupon'
import EnrollForFree from '#app/payments/actions/enroll_for_free'
import PlaceOrder from '#app/payments/actions/place_order'
import CouponAttempts from '#app/payments/coupons/coupon_attempts'
import type { CouponPrice } from '#app/payments/coupons/coupon_price'
import AlreadyEnrolled from '#app/payments/exceptions/already_enrolled'
import type { GatewayOrder } from '#app/payments/gateways/gateway_entities'

export interface Checkout {
  course: Course
  /** `null` if there was nothing to pay: the learner is enrolled. */
  order: GatewayOrder | null
  /** Price with the coupon, if there is one. */
  price?: CouponPrice
}

/** Starts the purchase of a course. What costs nothing, maybe with a coupon, is enrolled at once, without an order. */
@inject()
export default class StartCheckout {
  constructor(
    private enrollForFree: EnrollForFree,
    private placeOrder: PlaceOrder,
    private claimCoupon: ClaimCoupon,
    private couponAttempts: CouponAttempts,
    private outbox: Outbox
  ) {}

  /**
   * @param code a coupon's code; ignored if the course is free
   * @throws {CourseNotFound}
   * @throws {AlreadyEnrolled}
   * @throws {CouponNotFound}
   * @throws {CouponNotApplicable}
   * @throws {GatewayUnavailable}
   * @throws {OrderRefused}
   */
  async handle({
    user,
    courseId,
    code,
  }: {
    user: SignedInUser
    courseId: string
    code?: string
  }): Promise<Checkout> {
    // Bypass the cache, which may be a second old: this is the price the learner pays.
    const course = await CourseDocument.findById(courseId).lean<Course>()
    if (!course || (isDraft(course) && !user.mayWatch(courseId))) throw new CourseNotFound()
    const { price = null } = course
    if (price === null) throw new CourseNotFound() // a draft that nobody can buy yet
    if (user.isEnrolledIn(courseId)) throw new AlreadyEnrolled()

    if (price === 0) return this.enroll({ userId: user.id, course })
    if (code) return this.discounted({ userId: user.id, course, price, code })
    const order = await this.placeOrder.handle({ userId: user.id, course, price })
    return { course, order }
  }

  private async enroll({ userId, course }: { userId: string; course: Course }): Promise<Checkout> {
    const learner = { userId, courseId: course._id.toHexString() }
    const event = await db.transaction((trx) => this.enrollForFree.handle(learner, trx))
    await this.outbox.settle(event)
    return { course, order: null }
  }

  private async discounted({
    userId,
    course,
    price,
    code,
  }: {
    userId: string
    course: Course
    price: number
    code: string
  }): Promise<Checkout> {
    const purchase = { userId, courseId: course._id.toHexString(), listInPaise: toPaise(price) }
    const { claim, event } = await this.couponAttempts.countIfWrong(userId, () =>
      this.claim({ ...purchase, code })
    )
    if (event) {
      await this.outbox.settle(event)
      return { course, order: null }
    }
    const order = await this.placeOrder.handle({ userId, course, price, claim })
    return { course, order, price: claim.price }
  }

  /** Reserves the coupon. If it leaves nothing to pay, uses it and enrolls the learner in the same transaction. */
  private async claim(purchase: {
    code: string
    userId: string
    courseId: string
    listInPaise: number
  }): Promise<{ claim: CouponClaim; event?: string }> {
    return db.transaction(async (trx) => {
      const claim = await this.claimCoupon.handle(purchase, trx)
      if (claim.price.amount > 0) return { claim }
      const { userId, courseId } = purchase
      return { claim, event: await this.enrollForFree.handle({ userId, courseId }, trx) }
    })
  }
}

const toPaise = (rupees: number) => Math.round(rupees * 100)
