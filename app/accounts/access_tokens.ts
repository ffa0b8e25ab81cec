import { AccessToken, DbAccessTokensProvider } from '@adonisjs/auth/access_tokens'
import type { Secret } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import config from '#config/accounts'
import { truncate } from '#app/platform/text'
import { timeFromSql } from '#app/platform/sql/time'
import User from '#app/accounts/models/user'
import type ApiUser from '#app/accounts/api_user'

const TABLE = 'auth_access_tokens'
const PREFIX = 'theta_'
const LONGEST_NAME = 255

/** Minimum interval between updates of a token's last use. */
const TOUCH_INTERVAL_IN_MS = 5 * 60 * 1000

/** Maximum number of tokens listed; “revoke all” covers the rest. */
const ACTIVE_TOKENS_SHOWN = 50

export interface ActiveToken {
  id: number
  /** Empty for tokens from before devices were recorded. */
  userAgent: string
  createdAt: DateTime
  lastUsedAt: DateTime | null
}

/** The access tokens of learners and administrators: opaque, stored as hashes, revocable. */
export default class AccessTokens {
  private readonly provider = DbAccessTokensProvider.forModel(User, {
    table: TABLE,
    prefix: PREFIX,
    expiresIn: config.tokenTtlInSeconds,
  })

  /**
   * Issues a token.
   * @param device names the token in the list of active sessions
   * @returns the token's text, which can't be read again
   */
  async issue(user: User, device?: string): Promise<{ id: number; text: string }> {
    const name = device === undefined ? undefined : truncate(device, LONGEST_NAME)
    const token = await this.provider.create(user, ['*'], { name })
    return { id: token.identifier as number, text: token.value!.release() }
  }

  /** Parts of a token's text: the id of its row, and the secret whose hash the row stores. */
  decode(text: string): { id: number; secret: Secret<string> } | null {
    const decoded = AccessToken.decode(PREFIX, text)
    if (!decoded || !/^\d{1,9}$/.test(decoded.identifier)) return null
    return { id: Number(decoded.identifier), secret: decoded.secret }
  }

  /** Returns whether a token's last use must be updated. */
  isToTouch({ lastUsedAt }: ApiUser['token']): boolean {
    return !lastUsedAt || lastUsedAt <= touchThreshold()
  }

  /** Updates a token's last use, unless another process has just done so. */
  async touch({ id }: ApiUser['token']): Promise<void> {
    const threshold = touchThreshold()
    await db
      .from(TABLE)
      .where('id', id)
      .where((query) => query.whereNull('last_used_at').orWhere('last_used_at', '<=', threshold))
      .update({ last_used_at: new Date() })
  }

  /** Lists a user's valid tokens, most recently used first. Tokens are named after their device. */
  async of(userId: string): Promise<ActiveToken[]> {
    const rows = await db
      .from(TABLE)
      .select('id', 'name', 'created_at', 'last_used_at')
      .where('tokenable_id', userId)
      .where('expires_at', '>', new Date())
      .orderByRaw('coalesce(last_used_at, created_at) desc')
      .limit(ACTIVE_TOKENS_SHOWN)
    return rows.map(({ id, name, created_at: createdAt, last_used_at: lastUsedAt }) => ({
      id,
      userAgent: name ?? '',
      createdAt: timeFromSql(createdAt),
      lastUsedAt: lastUsedAt === null ? null : timeFromSql(lastUsedAt),
    }))
  }

  async revoke(id: number): Promise<void> {
    await db.from(TABLE).where('id', id).delete()
  }

  /** Revokes a token of a user. @returns its device, or `null` if the token does not exist */
  async revokeOne(
    { id, userId }: { id: number; userId: string },
    trx: TransactionClientContract
  ): Promise<string | null> {
    const token = { id, tokenable_id: userId }
    const row = await trx.from(TABLE).select('name').where(token).forUpdate().first()
    if (!row) return null
    await trx.from(TABLE).where(token).delete()
    return row.name ?? ''
  }

  async revokeAll(userId: string, trx: TransactionClientContract): Promise<void> {
    await trx.from(TABLE).where('tokenable_id', userId).delete()
  }

  /** Deletes expired tokens. @returns how many */
  async purge(): Promise<number> {
    return Number(await db.from(TABLE).where('expires_at', '<', new Date()).delete())
  }
}

function touchThreshold(): Date {
  return new Date(Date.now() - TOUCH_INTERVAL_IN_MS)
}
