import { hash } from 'node:crypto'
import { inject } from '@adonisjs/core'
import type { Secret } from '@adonisjs/core/helpers'
import AccessTokens from '#app/accounts/access_tokens'
import type { SignedInUserAttributes } from '#app/accounts/signed_in_user'
import ApiUser from '#app/accounts/api_user'
import { sameDigest } from '#app/identity/keyed_hash'
import SqlReader from '#app/platform/sql/sql_reader'
import { type SqlTime, dateFromSql } from '#app/platform/sql/time'

/** Token with its user and the ids of the user's courses, oldest enrollment first. */
const HOLDER = `
  select
    tokens.hash, tokens.last_used_at as "lastUsedAt", tokens.expires_at as "expiresAt",
    users.id, users.name, users.email, users.role, users.mainrole,
    users.blocked_at as "blockedAt", users.created_at as "createdAt", users.updated_at as "updatedAt",
    (
      select string_agg(course_id, ',')
      from (select course_id from enrollments where user_id = users.id order by id) as ordered
    ) as "courseIds"
  from auth_access_tokens as tokens join users on users.id = tokens.tokenable_id
  where tokens.id = ?`

type HolderRow = Pick<SignedInUserAttributes, 'id' | 'name' | 'email' | 'role' | 'mainrole'> & {
  hash: string
  lastUsedAt: SqlTime | null
  expiresAt: SqlTime
  blockedAt: SqlTime | null
  createdAt: SqlTime
  updatedAt: SqlTime
  courseIds: string | null
}

@inject()
export default class FindApiUser {
  constructor(
    private accessTokens: AccessTokens,
    private reader: SqlReader
  ) {}

  /**
   * Finds the user of a token, with enrollments, in one query. Returns `null` for an unknown or
   * expired token and for a blocked user.
   */
  async handle(token: string): Promise<ApiUser | null> {
    const decoded = this.accessTokens.decode(token)
    if (!decoded) return null

    const row = await this.reader.first<HolderRow>(HOLDER, [decoded.id])
    if (!row || row.blockedAt || !sameDigest(row.hash, digestOf(decoded.secret))) return null
    if (dateFromSql(row.expiresAt).getTime() < Date.now()) return null

    const { id, name, email, role, mainrole, lastUsedAt, courseIds } = row
    return new ApiUser({
      id,
      name,
      email,
      role,
      mainrole,
      subscription: courseIds?.split(',') ?? [],
      createdAt: dateFromSql(row.createdAt),
      updatedAt: dateFromSql(row.updatedAt),
      token: { id: decoded.id, lastUsedAt: lastUsedAt === null ? null : dateFromSql(lastUsedAt) },
    })
  }
}

/** Auth stores the SHA-256 hash of a token's secret, in hexadecimal. */
function digestOf(secret: Secret<string>): string {
  return hash('sha256', secret.release())
}
