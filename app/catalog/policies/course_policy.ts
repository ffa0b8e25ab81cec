import { BasePolicy } from '@adonisjs/bouncer'
import type SignedInUser from '#app/accounts/signed_in_user'

export default class CoursePolicy extends BasePolicy {
  administer(user: SignedInUser) {
    return user.isAdministrator
  }

  /** Allows users who may watch the course's lectures. */
  watch(user: SignedInUser, courseId: string) {
    return user.mayWatch(courseId)
  }
}
