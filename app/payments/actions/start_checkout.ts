import { inject } from '@adonisjs/core'
import type SignedInUser from '#app/accounts/signed_in_user'
import CourseDocument, { type Course, isDraft } from '#app/catalog/documents/course'
import CourseNotFound from '#app/catalog/exceptions/course_not_found'
import EnrollForFree from '#app/payments/actions/enroll_for_free'
import PlaceOrder from '#app/payments/actions/place_order'
import AlreadyEnrolled from '#app/payments/exceptions/already_enrolled'
import type { GatewayOrder } from '#app/payments/gateways/gateway_entities'

/** Starts the purchase of a course. Free courses are enrolled at once, without an order. */
@inject()
export default class StartCheckout {
  constructor(
    private enrollForFree: EnrollForFree,
    private placeOrder: PlaceOrder
  ) {}

  /**
   * @throws {CourseNotFound}
   * @throws {AlreadyEnrolled}
   * @throws {GatewayUnavailable}
   * @throws {OrderRefused}
   */
  async handle({
    user,
    courseId,
  }: {
    user: SignedInUser
    courseId: string
  }): Promise<{ course: Course; order: GatewayOrder | null }> {
    // Bypass the cache, which may be a second old: this is the price the learner pays.
    const course = await CourseDocument.findById(courseId).lean<Course>()
    if (!course || (isDraft(course) && !user.mayWatch(courseId))) throw new CourseNotFound()
    const { price = null } = course
    if (price === null) throw new CourseNotFound() // a draft that nobody can buy yet
    if (user.isEnrolledIn(courseId)) throw new AlreadyEnrolled()

    if (price > 0) {
      const order = await this.placeOrder.handle({ userId: user.id, course, price })
      return { course, order }
    }
    await this.enrollForFree.handle({ userId: user.id, courseId })
    return { course, order: null }
  }
}
