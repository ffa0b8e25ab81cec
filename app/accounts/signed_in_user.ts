import type { MainRole, Role } from '#app/accounts/models/user'
import { isAdministrator, isSuperAdministrator, mayAdminister } from '#app/accounts/roles'

export interface SignedInUserFacts {
  id: string
  name: string
  email: string
  role: Role
  mainrole: MainRole
  /** Ids of the courses that the user may watch. */
  subscription: string[]
  createdAt: Date
  updatedAt: Date
}

/** Who makes a request. Every request reads one anew, so it is no model, which would cost more than the reading. */
export default class SignedInUser {
  constructor(facts: SignedInUserFacts) {
    Object.assign(this, facts)
  }

  get isAdministrator(): boolean {
    return isAdministrator(this)
  }

  get isSuperAdministrator(): boolean {
    return isSuperAdministrator(this)
  }

  /** Whether the dashboard is open to this user. */
  get mayAdminister(): boolean {
    return mayAdminister(this)
  }

  /** Whether a course's lectures are open to this user, and the course itself while it is a draft. */
  mayWatch(courseId: string): boolean {
    return this.isAdministrator || this.isEnrolledIn(courseId)
  }

  isEnrolledIn(courseId: string): boolean {
    return this.subscription.includes(courseId)
  }
}

export default interface SignedInUser extends SignedInUserFacts {}
