import type { DateTime } from 'luxon'
import SignedInUser, { type SignedInUserFacts } from '#app/accounts/signed_in_user'

interface DashboardFacts {
  session: { id: string; lastUsedAt: DateTime }
  hasSecondFactor: boolean
}

/** Who makes a request of the dashboard: an administrator, whose courses were not looked up, since all are open. */
export default class DashboardUser extends SignedInUser {
  /** The device's session. */
  readonly session: DashboardFacts['session']

  /** Whether signing in asks for a one-time code. */
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
