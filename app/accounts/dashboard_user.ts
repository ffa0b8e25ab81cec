import type { DateTime } from 'luxon'
import SignedInUser, { type SignedInUserAttributes } from '#app/accounts/signed_in_user'

interface DashboardAttributes {
  session: { id: string; lastUsedAt: DateTime }
  hasSecondFactor: boolean
}

/**
 * Administrator who makes a dashboard request. Enrollments are not loaded, since administrators can
 * open every course.
 */
export default class DashboardUser extends SignedInUser {
  /** Session of the current device. */
  readonly session: DashboardAttributes['session']

  /** True if a second factor is set up. */
  readonly hasSecondFactor: boolean

  constructor({
    session,
    hasSecondFactor,
    ...attributes
  }: Omit<SignedInUserAttributes, 'subscription'> & DashboardAttributes) {
    super({ ...attributes, subscription: [] })
    this.session = session
    this.hasSecondFactor = hasSecondFactor
  }
}
