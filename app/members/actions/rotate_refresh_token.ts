import type { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import config from '#config/members'
import Audit from '#app/platform/audit/audit'
import Clock from '#app/platform/clock'
import { sqlTime } from '#app/platform/sql/time'
import type { Device } from '#app/identity/device'
import { memberActor, targetOf } from '#app/members/audited_member'
import InvalidRefreshToken from '#app/members/exceptions/invalid_refresh_token'
import MemberEvents from '#app/members/live/member_events'
import MemberSession from '#app/members/models/member_session'
import RefreshToken from '#app/members/models/refresh_token'
import SessionTokens, {
  hashOf,
  type NewTokens,
  type SignedTokens,
} from '#app/members/session_tokens'

/** Time in which showing a token again is a retry, since the client refreshes side by side. */
const GRACE = { seconds: 10 }

interface Refresh {
  jti: string
  sessionId: string
  device: Device
}

/** Exchanges a refresh token for a successor in the same session. */
@inject()
export default class RotateRefreshToken {
  constructor(
    private sessionTokens: SessionTokens,
    private events: MemberEvents,
    private audit: Audit,
    private clock: Clock
  ) {}

  /**
   * Revokes the session if the token has been exchanged before, unless that was a retry or the
   * response got lost.
   * @throws {InvalidRefreshToken}
   */
  async handle({ jti, sessionId, device }: Refresh): Promise<SignedTokens> {
    const issued = await db.transaction(async (trx) => {
      const session = await MemberSession.query({ client: trx })
        .where('id', sessionId)
        .forUpdate()
        .preload('member')
        .first()
      if (!session) return null
      const token = await RefreshToken.query({ client: trx })
        .where({ sessionId, jtiHash: hashOf(jti) })
        .first()
      const isExchanged = token !== null && (await this.exchange(token, trx))
      return isExchanged ? this.succeed(session, token, trx) : this.revoke(session, device, trx)
    })
    if (!issued) throw new InvalidRefreshToken()
    return this.sessionTokens.sign(issued)
  }

  /** Marks a token as used. @returns false if using it again is theft */
  private async exchange(token: RefreshToken, trx: TransactionClientContract): Promise<boolean> {
    const now = this.clock.now()
    if (token.voidedAt) return false
    if (!token.usedAt) {
      await token.merge({ usedAt: now }).save()
      await RefreshToken.query({ client: trx })
        .where('id', token.parentId ?? 0)
        .whereNull('succeededAt')
        .update({ succeededAt: sqlTime(now) })
      return true
    }
    if (isRetry(token.usedAt, now)) return true
    if (token.succeededAt) return false

    // No successor has been shown, so the response got lost.
    await RefreshToken.query({ client: trx })
      .where('parentId', token.id)
      .whereNull('voidedAt')
      .update({ voidedAt: sqlTime(now) })
    await token.merge({ usedAt: now }).save()
    return true
  }

  private async succeed(
    session: MemberSession,
    token: RefreshToken,
    trx: TransactionClientContract
  ): Promise<NewTokens> {
    const now = this.clock.now()
    const expiresAt = now.plus({ seconds: config.refreshTokenTtlInSeconds })
    await session.merge({ lastUsedAt: now, expiresAt }).save()
    const jti = await this.sessionTokens.issue(session.id, token.id, trx)
    return { member: session.member, sessionId: session.id, jti }
  }

  private async revoke(
    session: MemberSession,
    device: Device,
    trx: TransactionClientContract
  ): Promise<null> {
    const { id, member, ip } = session
    await session.delete()
    await this.events.endSessions([id], trx)
    await this.audit.record(
      {
        actor: memberActor(member, device),
        action: 'member.session_revoked',
        target: targetOf(member),
        before: { session: id, openedFrom: ip },
      },
      trx
    )
    return null
  }
}

function isRetry(usedAt: DateTime, now: DateTime): boolean {
  return now <= usedAt.plus(GRACE)
}
