import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Audit from '#app/platform/audit/audit'
import type { Device } from '#app/identity/device'
import { keyedHash } from '#app/identity/keyed_hash'
import { accountOf } from '#app/accounts/audited_account'
import CheckCredentials from '#app/accounts/actions/check_credentials'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import User from '#app/accounts/models/user'
import { mayAdminister } from '#app/accounts/roles'
import NoDashboardAccess from '#app/accounts/exceptions/no_dashboard_access'
import SignInExpired from '#app/accounts/exceptions/sign_in_expired'
import WrongSecondFactor from '#app/accounts/exceptions/wrong_second_factor'
import SecondFactors from '#app/accounts/second_factors'

/** State of a sign-in after the password was accepted and before the one-time code. */
export interface PendingSignIn {
  userId: string
  /** Fingerprint of the password: changing the password in between invalidates the sign-in. */
  passwordMark: string
  remember: boolean
}

/**
 * Opens a dashboard session: with a password, and a one-time code if the account has a second
 * factor.
 */
@inject()
export default class SignInToDashboard {
  constructor(
    private dashboardSessions: DashboardSessions,
    private secondFactors: SecondFactors,
    private checkCredentials: CheckCredentials,
    private audit: Audit
  ) {}

  /**
   * First step.
   * @returns the session's token, or `null` if a one-time code is required
   * @throws {WrongCredentials}
   * @throws {AccountBlocked}
   * @throws {NoDashboardAccess}
   */
  async byPassword({
    remember,
    device,
    ...credentials
  }: {
    email: string
    password: string
    remember: boolean
    device: Device
  }): Promise<{ pending: PendingSignIn; token: string | null }> {
    const user = await this.checkCredentials.handle(credentials)
    if (!mayAdminister(user)) throw new NoDashboardAccess()
    const pending = { userId: user.id, passwordMark: markOf(user), remember }
    return { pending, token: await this.open({ pending, device }) }
  }

  /**
   * Second step.
   * @throws {WrongSecondFactor}
   * @throws {SignInExpired}
   */
  async byCode(input: { pending: PendingSignIn; code: string; device: Device }): Promise<string> {
    const token = await this.open(input)
    if (!token) throw new WrongSecondFactor()
    return token
  }

  /**
   * Locks the account and checks it again, so that whatever ends its sessions either came before or
   * ends this session too.
   */
  private async open({
    pending: { userId, passwordMark, remember },
    code,
    device,
  }: {
    pending: PendingSignIn
    code?: string
    device: Device
  }): Promise<string | null> {
    return db.transaction(async (trx) => {
      const user = await User.query({ client: trx }).where('id', userId).forUpdate().first()
      const mayEnter =
        user && mayAdminister(user) && !user.blockedAt && markOf(user) === passwordMark
      if (!mayEnter) throw new SignInExpired()

      const factor = await this.secondFactors.lockConfirmed(userId, trx).first()
      if (factor && (code === undefined || !(await this.secondFactors.takeCode(factor, code, trx))))
        return null

      const target = accountOf(user)
      const actor = { userId, label: target.label, channel: 'dashboard' as const, ...device }
      await this.audit.record({ actor, action: 'session.opened', target }, trx)
      return this.dashboardSessions.open({ userId, remembered: remember, device }, trx)
    })
  }
}

function markOf(user: User): string {
  return keyedHash('pending-sign-in', user.password)
}
