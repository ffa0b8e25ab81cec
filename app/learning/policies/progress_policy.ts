import { BasePolicy } from '@adonisjs/bouncer'
import type User from '#app/accounts/models/user'

export default class ProgressPolicy extends BasePolicy {
  /** Only who is enrolled makes progress: administrators watch every course, but learn only those. */
  make(user: User, courseId: string) {
    return user.isEnrolledIn(courseId)
  }
}
