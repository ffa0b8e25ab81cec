import { BasePolicy } from '@adonisjs/bouncer'
import type User from '#app/accounts/models/user'

export default class CoursePolicy extends BasePolicy {
  administer(user: User) {
    return user.isAdministrator
  }

  /** Whether the user may watch the course's lectures. */
  watch(user: User, courseId: string) {
    return user.isAdministrator || user.isEnrolledIn(courseId)
  }
}
