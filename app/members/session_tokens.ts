import { hash, randomUUID } from 'node:crypto'
import { inject } from '@adonisjs/core'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import config from '#config/members'
import Clock from '#app/platform/clock'
import { issueCsrfToken } from '#app/members/csrf_tokens'
import MemberTokens from '#app/members/member_tokens'
import type Member from '#app/members/models/member'
import MemberSession from '#app/members/models/member_session'
import RefreshToken from '#app/members/models/refresh_token'

/** Device that opens a session. */
export interface SessionDevice {
  ip: string
  userAgent: string
  location: string
}

/** Identifies a refresh token that has been stored but not signed yet. */
export interface NewTokens {
  member: Member
  sessionId: string
  jti: string
}

/** Tokens that a client receives together. */
export interface SignedTokens {
  member: Member
  accessToken: string
  refreshToken: string
  csrfToken: string
}

/** Opens sessions and issues their tokens. */
@inject()
export default class SessionTokens {
  constructor(
    private tokens: MemberTokens,
    private clock: Clock
  ) {}

  async open(
    member: Member,
    device: SessionDevice,
    trx: TransactionClientContract
  ): Promise<NewTokens> {
    const now = this.clock.now()
    const expiresAt = now.plus({ seconds: config.refreshTokenTtlInSeconds })
    const session = await MemberSession.create(
      { id: randomUUID(), memberId: member.id, ...device, lastUsedAt: now, expiresAt },
      { client: trx }
    )
    return { member, sessionId: session.id, jti: await this.issue(session.id, null, trx) }
  }

  /**
   * Stores a new refresh token.
   * @param parentId id of the token that is exchanged for it
   * @returns its `jti`
   */
  async issue(
    sessionId: string,
    parentId: number | null,
    trx: TransactionClientContract
  ): Promise<string> {
    const jti = randomUUID()
    const expiresAt = this.clock.now().plus({ seconds: config.refreshTokenTtlInSeconds })
    await RefreshToken.create(
      { sessionId, parentId, jtiHash: hashOf(jti), expiresAt },
      { client: trx }
    )
    return jti
  }

  async sign({ member, sessionId, jti }: NewTokens): Promise<SignedTokens> {
    const [accessToken, refreshToken] = await Promise.all([
      this.tokens.signAccess(member, sessionId),
      this.tokens.signRefresh(jti, sessionId),
    ])
    return { member, accessToken, refreshToken, csrfToken: issueCsrfToken(sessionId) }
  }
}

/** A plain hash suffices, since a `jti` can't be guessed. */
export function hashOf(jti: string): string {
  return hash('sha256', jti)
}
