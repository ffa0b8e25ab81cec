import { BasePolicy } from '@adonisjs/bouncer'
import type SignedInUser from '#app/accounts/signed_in_user'

export default class ProgressPolicy extends BasePolicy {
  /** Allows enrolled users only: administrators can watch every course but make progress only where enrolled. */
  make(user: SignedInUser, courseId: string) {
    return user.isEnrolledIn(courseId)
  }
}
