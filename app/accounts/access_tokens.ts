import { AccessToken, DbAccessTokensProvider } from '@adonisjs/auth/access_tokens'
import type { AccessTokenDbColumns } from '@adonisjs/auth/types/access_tokens'
import type { Secret } from '@adonisjs/core/helpers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import User from '#app/accounts/models/user'

const TABLE = 'auth_access_tokens'
const PREFIX = 'theta_'

/** A token in use is marked as used this often at most. */
const TOUCH_INTERVAL_IN_MS = 5 * 60 * 1000

const USER_COLUMNS = [
  'id',
  'realm',
  'name',
  'email',
  'role',
  'mainrole',
  'blocked_at',
  'created_at',
  'updated_at',
] as const

type JoinedRow = Record<
  `token_${keyof AccessTokenDbColumns}` | `user_${(typeof USER_COLUMNS)[number]}`,
  unknown
> & {
  course_id: string | null
}

const TOKEN_COLUMNS: (keyof AccessTokenDbColumns)[] = [
  'id',
  'tokenable_id',
  'type',
  'name',
  'hash',
  'abilities',
  'created_at',
  'updated_at',
  'last_used_at',
  'expires_at',
]

/** The access tokens of learners and administrators: opaque, stored as hashes, revocable. */
class AccessTokens extends DbAccessTokensProvider<typeof User> {
  /**
   * Whom a token signs in: token, user and enrollments come from one query. An expired or unknown token and a
   * blocked user are nobody.
   */
  async findHolder(value: Secret<string>): Promise<{ token: AccessToken; user: User } | null> {
    const decoded = AccessToken.decode(PREFIX, value.release())
    if (!decoded || !/^\d{1,9}$/.test(decoded.identifier)) return null

    const rows: JoinedRow[] = await db
      .from(`${TABLE} as tokens`)
      .join('users', 'users.id', 'tokens.tokenable_id')
      .leftJoin('enrollments', 'enrollments.user_id', 'users.id')
      .where('tokens.id', Number(decoded.identifier))
      .orderBy('enrollments.id')
      .select(
        ...TOKEN_COLUMNS.map((column) => `tokens.${column} as token_${column}`),
        ...USER_COLUMNS.map((column) => `users.${column} as user_${column}`),
        'enrollments.course_id'
      )
    if (rows.length === 0) return null

    const token = this.dbRowToAccessToken(
      part<AccessTokenDbColumns>(rows[0], 'token_', TOKEN_COLUMNS)
    )
    if (!token.verify(decoded.secret) || token.isExpired() || rows[0].user_blocked_at) return null

    const user = User.$createFromAdapterResult(part(rows[0], 'user_', USER_COLUMNS), undefined, {
      connection: db.primaryConnectionName,
    }) as User
    user.subscription = rows.flatMap((row) => row.course_id ?? [])
    return { token, user }
  }

  /** Marks a token as used now, unless it was marked in the last minutes. */
  async touch(token: AccessToken): Promise<void> {
    const threshold = new Date(Date.now() - TOUCH_INTERVAL_IN_MS)
    if (token.lastUsedAt && token.lastUsedAt > threshold) return
    await db
      .from(TABLE)
      .where('id', Number(token.identifier))
      .where((query) => query.whereNull('last_used_at').orWhere('last_used_at', '<', threshold))
      .update({ last_used_at: new Date() })
  }

  async revokeAll(userId: string, trx: TransactionClientContract): Promise<void> {
    await trx.from(TABLE).where('tokenable_id', userId).delete()
  }

  /** Deletes what has expired. @returns how many */
  async purge(): Promise<number> {
    return Number(await db.from(TABLE).where('expires_at', '<', new Date()).delete())
  }
}

function part<Columns>(
  row: JoinedRow,
  prefix: 'token_' | 'user_',
  columns: readonly string[]
): Columns {
  const source = row as Record<string, unknown>
  return Object.fromEntries(columns.map((column) => [column, source[prefix + column]])) as Columns
}

export const accessTokens = new AccessTokens({
  tokenableModel: User,
  table: TABLE,
  prefix: PREFIX,
  expiresIn: env.get('TOKEN_TTL'),
})
