import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import AccessTokens from '#app/accounts/access_tokens'
import { accountOf } from '#app/accounts/audited_account'
import User from '#app/accounts/models/user'

/** Signs a user out of the learners' site on one device. Idempotent. */
@inject()
export default class RevokeAccessToken {
  constructor(
    private accessTokens: AccessTokens,
    private audit: Audit
  ) {}

  async handle({
    actor,
    userId,
    tokenId,
  }: {
    actor: Actor
    userId: string
    tokenId: number
  }): Promise<void> {
    await db.transaction(async (trx) => {
      const user = await User.query({ client: trx }).where('id', userId).firstOrFail()
      const userAgent = await this.accessTokens.revokeOne({ id: tokenId, userId }, trx)
      if (userAgent === null) return
      const change = { target: accountOf(user), before: { userAgent } }
      await this.audit.record({ actor, action: 'session.ended', ...change }, trx)
    })
  }
}
