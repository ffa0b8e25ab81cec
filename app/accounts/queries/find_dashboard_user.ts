import { inject } from '@adonisjs/core'
import { sameDigest } from '#app/identity/keyed_hash'
import SqlReader from '#app/platform/sql/sql_reader'
import { type SqlTime, dateFromSql, timeFromSql } from '#app/platform/sql/time'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import DashboardUser from '#app/accounts/dashboard_user'
import type { SignedInUserAttributes } from '#app/accounts/signed_in_user'

/** Session with its user, and whether a second factor is set up. */
const HOLDER = `
  select
    sessions.secret_hash as "secretHash", sessions.last_used_at as "lastUsedAt",
    sessions.expires_at as "expiresAt",
    users.id, users.name, users.email, users.role, users.mainrole,
    users.blocked_at as "blockedAt", users.created_at as "createdAt", users.updated_at as "updatedAt",
    factors.confirmed_at as "confirmedAt"
  from dashboard_sessions as sessions
  join users on users.id = sessions.user_id
  left join second_factors as factors on factors.user_id = users.id
  where sessions.id = ?`

type HolderRow = Pick<SignedInUserAttributes, 'id' | 'name' | 'email' | 'role' | 'mainrole'> & {
  secretHash: string
  lastUsedAt: SqlTime
  expiresAt: SqlTime
  blockedAt: SqlTime | null
  createdAt: SqlTime
  updatedAt: SqlTime
  confirmedAt: SqlTime | null
}

@inject()
export default class FindDashboardUser {
  constructor(
    private dashboardSessions: DashboardSessions,
    private reader: SqlReader
  ) {}

  /**
   * Finds the user of a session cookie. Returns `null` if the session was revoked or has expired,
   * or the account is blocked or has no admin role.
   */
  async handle(cookie: unknown): Promise<DashboardUser | null> {
    const decoded = this.dashboardSessions.decode(cookie)
    if (!decoded) return null

    const row = await this.reader.first<HolderRow>(HOLDER, [decoded.id])
    if (!row || row.blockedAt || !sameDigest(row.secretHash, decoded.secretHash)) return null
    if (dateFromSql(row.expiresAt).getTime() < Date.now()) return null

    const { id, name, email, role, mainrole } = row
    const user = new DashboardUser({
      id,
      name,
      email,
      role,
      mainrole,
      createdAt: dateFromSql(row.createdAt),
      updatedAt: dateFromSql(row.updatedAt),
      session: { id: decoded.id, lastUsedAt: timeFromSql(row.lastUsedAt) },
      hasSecondFactor: row.confirmedAt !== null,
    })
    return user.mayAdminister ? user : null
  }
}
