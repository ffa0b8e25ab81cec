import type { DateTime } from 'luxon'
import SignedInUser, { type SignedInUserFacts } from '#app/accounts/signed_in_user'

interface DashboardFacts {
  session: { id: string; lastUsedAt: DateTime }
  hasSecondFactor: boolean
}

/**
 * Administrator who makes a dashboard request. Enrollments are not loaded, since administrators can
 * open every course.
 */
export default class DashboardUser extends SignedInUser {
  /** Session of the current device. */
  readonly session: DashboardFacts['session']

  /** True if a second factor is set up. */
  readonly hasSecondFactor: boolean

  constructor({
    session,
    hasSecondFactor,
    ...facts
  }: Omit<SignedInUserFacts, 'subscription'> & DashboardFacts) {
    super({ ...facts, subscription: [] })
    this.session = session
    this.hasSecondFactor = hasSecondFactor
  }
}
