import { inject } from '@adonisjs/core'
import config from '#config/members'
import Clock from '#app/platform/clock'
import { isNumericId } from '#app/members/numeric_id'
import { isUuid } from '#app/members/uuid'
import SignedTokens, { type VerifiedToken } from '#app/identity/signed_tokens'
import type { MemberRole } from '#app/members/roles'

export interface AccessClaims {
  memberId: number
  sessionId: string
  isExpired: boolean
}

export interface RefreshClaims {
  jti: string
  sessionId: string
  isExpired: boolean
}

/** Access and refresh tokens of the message board. */
@inject()
export default class MemberTokens {
  private access: SignedTokens
  private refresh: SignedTokens

  constructor(clock: Clock) {
    const { accessTokenTtlInSeconds, refreshTokenTtlInSeconds } = config
    this.access = new SignedTokens(
      { audience: 'members.access', ttlInSeconds: accessTokenTtlInSeconds },
      clock
    )
    this.refresh = new SignedTokens(
      { audience: 'members.refresh', ttlInSeconds: refreshTokenTtlInSeconds },
      clock
    )
  }

  /** The name and the role are for the client; the server reads them from the account. */
  signAccess(
    { id, username, role }: { id: number; username: string; role: MemberRole },
    sessionId: string
  ): Promise<string> {
    return this.access.sign({ id, username, role, sid: sessionId })
  }

  signRefresh(jti: string, sessionId: string): Promise<string> {
    return this.refresh.sign({ jti, sid: sessionId })
  }

  /** @returns `null` for a token that was not issued here; callers must check `isExpired` */
  async readAccess(token: string): Promise<AccessClaims | null> {
    const { claims, isExpired } = (await this.access.verify(token)) ?? NOTHING
    const { id, sid } = claims
    return isNumericId(id) && isUuid(sid) ? { memberId: id, sessionId: sid, isExpired } : null
  }

  /** @returns `null` for a token that was not issued here; callers must check `isExpired` */
  async readRefresh(token: string): Promise<RefreshClaims | null> {
    const { claims, isExpired } = (await this.refresh.verify(token)) ?? NOTHING
    const { jti, sid } = claims
    return isUuid(jti) && isUuid(sid) ? { jti, sessionId: sid, isExpired } : null
  }
}

const NOTHING: VerifiedToken = { claims: {}, isExpired: true }
