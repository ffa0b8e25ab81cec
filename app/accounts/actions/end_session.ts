import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { accountOf } from '#app/accounts/audited_account'
import DashboardSession from '#app/accounts/models/dashboard_session'

/** Ends a dashboard session. Idempotent. */
@inject()
export default class EndSession {
  constructor(private audit: Audit) {}

  async handle({
    actor,
    userId,
    sessionId,
  }: {
    actor: Actor
    userId: string
    sessionId: string
  }): Promise<void> {
    await db.transaction(async (trx) => {
      const session = await DashboardSession.query({ client: trx })
        .where({ id: sessionId, userId })
        .forUpdate()
        .preload('user')
        .first()
      if (!session) return
      await session.delete()
      const { user, ip, userAgent } = session
      const change = { target: accountOf(user), before: { ip, userAgent } }
      await this.audit.record({ actor, action: 'session.ended', ...change }, trx)
    })
  }
}
