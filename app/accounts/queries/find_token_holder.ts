import { createHash, timingSafeEqual } from 'node:crypto'
import { inject } from '@adonisjs/core'
import { accessTokens } from '#app/accounts/access_tokens'
import type { SignedInUserFacts } from '#app/accounts/signed_in_user'
import TokenHolder from '#app/accounts/token_holder'
import SqlReader from '#app/platform/sql/sql_reader'
import { timeFromSql } from '#app/platform/sql/time'

/** A token with its user and the ids of the courses that the user is enrolled in, oldest enrollment first. */
const HOLDER = `
  select
    tokens.hash, tokens.last_used_at as "lastUsedAt", tokens.expires_at as "expiresAt",
    users.id, users.name, users.email, users.role, users.mainrole,
    users.blocked_at as "blockedAt", users.created_at as "createdAt", users.updated_at as "updatedAt",
    (
      select string_agg(course_id, ',' order by enrollments.id)
      from enrollments where enrollments.user_id = users.id
    ) as "courseIds"
  from auth_access_tokens as tokens join users on users.id = tokens.tokenable_id
  where tokens.id = ?`

type SqlTime = Date | number | string

type HolderRow = Pick<SignedInUserFacts, 'id' | 'name' | 'email' | 'role' | 'mainrole'> & {
  hash: string
  lastUsedAt: SqlTime | null
  expiresAt: SqlTime
  blockedAt: SqlTime | null
  createdAt: SqlTime
  updatedAt: SqlTime
  courseIds: string | null
}

@inject()
export default class FindTokenHolder {
  constructor(private reader: SqlReader) {}

  /**
   * Whom a token signs in: token, user and enrollments come from one query. An expired or unknown token and a
   * blocked user are nobody.
   */
  async handle(token: string): Promise<TokenHolder | null> {
    const decoded = accessTokens.decode(token)
    if (!decoded) return null

    const row = await this.reader.first<HolderRow>(HOLDER, [decoded.id])
    if (!row || row.blockedAt || !isHashOf(row.hash, decoded.secret.release())) return null
    if (timeFromSql(row.expiresAt).toMillis() < Date.now()) return null

    const { id, name, email, role, mainrole, lastUsedAt, courseIds } = row
    return new TokenHolder({
      id,
      name,
      email,
      role,
      mainrole,
      subscription: courseIds?.split(',') ?? [],
      createdAt: timeFromSql(row.createdAt),
      updatedAt: timeFromSql(row.updatedAt),
      token: { id: decoded.id, lastUsedAt: lastUsedAt === null ? null : timeFromSql(lastUsedAt) },
    })
  }
}

/** Compares in constant time. Auth stores the SHA-256 of a token's secret, in hexadecimal. */
function isHashOf(hash: string, secret: string): boolean {
  const expected = Buffer.from(hash, 'hex')
  const actual = createHash('sha256').update(secret).digest()
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}
