import { BasePolicy } from '@adonisjs/bouncer'
import type SignedInUser from '#app/accounts/signed_in_user'

export default class ProgressPolicy extends BasePolicy {
  /** Only who is enrolled makes progress: administrators watch every course, but learn only those. */
  make(user: SignedInUser, courseId: string) {
    return user.isEnrolledIn(courseId)
  }
}
