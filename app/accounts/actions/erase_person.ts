import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { lockAccount, lockSuperAdministrators } from '#app/accounts/account_reference'
import AccessTokens from '#app/accounts/access_tokens'
import { accountOf } from '#app/accounts/audited_account'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import PersonErased from '#app/accounts/events/person_erased'
import LastSuperAdministrator from '#app/accounts/exceptions/last_super_administrator'
import OwnAccount from '#app/accounts/exceptions/own_account'
import Activation from '#app/accounts/models/activation'
import Enrollment from '#app/accounts/models/enrollment'
import PasswordReset from '#app/accounts/models/password_reset'
import SecondFactor from '#app/accounts/models/second_factor'
import type User from '#app/accounts/models/user'
import { ROLES } from '#app/accounts/roles'

/**
 * Erases a person: the account becomes an anonymous row that nobody can sign in to, and that only
 * orders and payments still refer to. Capabilities erase what they keep elsewhere when they hear of
 * it.
 */
@inject()
export default class ErasePerson {
  constructor(
    private accessTokens: AccessTokens,
    private dashboardSessions: DashboardSessions,
    private outbox: Outbox,
    private audit: Audit
  ) {}

  /** @throws {UserNotFound | OwnAccount | LastSuperAdministrator} */
  async handle({ actor, userId }: { actor: Actor; userId: string }): Promise<void> {
    await db.transaction(async (trx) => {
      const supers = await lockSuperAdministrators(trx)
      const user = await lockAccount({ userId }, trx)
      if (user.erasedAt) return
      if (user.id === actor.userId) throw new OwnAccount()
      if (supers.length === 1 && supers[0].id === user.id) throw new LastSuperAdministrator()

      await this.remove(user, trx)
      const now = DateTime.utc()
      const anonymous = { name: 'Erased person', email: `erased-${user.id}@invalid` }
      const closed = { password: 'erased', blockedAt: now, erasedAt: now, ...ROLES.learner }
      await user.merge({ ...anonymous, ...closed }).save()
      await this.audit.record({ actor, action: 'account.erased', target: accountOf(user) }, trx)
      await this.outbox.add(new PersonErased({ userId }), trx)
    })
  }

  private async remove({ id, email }: User, trx: TransactionClientContract): Promise<void> {
    await this.accessTokens.revokeAll(id, trx)
    await this.dashboardSessions.revokeAll(id, trx)
    for (const Model of [SecondFactor, PasswordReset, Enrollment])
      await Model.query({ client: trx }).where('userId', id).delete()
    await Activation.query({ client: trx }).where('email', email).delete()
  }
}
