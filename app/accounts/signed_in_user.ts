import type { MainRole, Role } from '#app/accounts/models/user'
import { isAdministrator, isSuperAdministrator, mayAdminister } from '#app/accounts/roles'

export interface SignedInUserAttributes {
  id: string
  name: string
  email: string
  role: Role
  mainrole: MainRole
  /** Ids of the courses that the user is enrolled in. */
  subscription: string[]
  createdAt: Date
  updatedAt: Date
}

/**
 * User who makes a request. Loaded for every request, so it is a plain class: a model would cost
 * more than the query.
 */
export default class SignedInUser {
  constructor(attributes: SignedInUserAttributes) {
    Object.assign(this, attributes)
  }

  get isAdministrator(): boolean {
    return isAdministrator(this)
  }

  get isSuperAdministrator(): boolean {
    return isSuperAdministrator(this)
  }

  /** Returns whether the user has access to the dashboard. */
  get mayAdminister(): boolean {
    return mayAdminister(this)
  }

  /**
   * Returns whether the user may watch a course's lectures, and see the course while it is a draft.
   */
  mayWatch(courseId: string): boolean {
    return this.isAdministrator || this.isEnrolledIn(courseId)
  }

  isEnrolledIn(courseId: string): boolean {
    return this.subscription.includes(courseId)
  }
}

export default interface SignedInUser extends SignedInUserAttributes {}
