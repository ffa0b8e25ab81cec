import { randomBytes } from 'node:crypto'
import { DateTime, type DurationLike } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Device } from '#app/identity/device'
import { ID_PATTERN } from '#app/platform/ids'
import { keyedHash } from '#app/identity/keyed_hash'
import { truncate } from '#app/platform/text'
import { sqlTime } from '#app/platform/sql/time'
import DashboardSession from '#app/accounts/models/dashboard_session'

/** Minimum interval between updates of a session's last use. */
const TOUCH_INTERVAL = { minutes: 5 }

/** Lifetime of a session after its last use. */
const LIFETIME = { hours: 12 }
const REMEMBERED_LIFETIME = { days: 30 }

export const rememberedSeconds = REMEMBERED_LIFETIME.days * 24 * 60 * 60

/**
 * Sessions of the dashboard. Each is a row, so that sessions can be listed and revoked
 * individually.
 */
export default class DashboardSessions {
  /**
   * @returns the content of the session cookie: the id of the row, and a secret whose hash the row
   * stores
   */
  async open(
    { userId, remembered, device }: { userId: string; remembered: boolean; device: Device },
    trx: TransactionClientContract
  ): Promise<string> {
    const secret = randomBytes(32).toString('base64url')
    const now = DateTime.utc()
    const session = await DashboardSession.create(
      {
        userId,
        remembered,
        secretHash: keyedHash('dashboard-session', secret),
        ip: device.ip,
        userAgent: truncate(device.userAgent, 500),
        lastUsedAt: now,
        expiresAt: now.plus(lifetimeOf(remembered)),
      },
      { client: trx }
    )
    return `${session.id}.${secret}`
  }

  /** Content of a session cookie. */
  decode(cookie: unknown): { id: string; secretHash: string } | null {
    const [id, secret] = typeof cookie === 'string' ? cookie.split('.') : []
    if (!ID_PATTERN.test(id ?? '') || !secret) return null
    return { id, secretHash: keyedHash('dashboard-session', secret) }
  }

  /** Lists a user's active sessions, most recently used first. */
  async of(userId: string): Promise<DashboardSession[]> {
    return DashboardSession.query()
      .where('userId', userId)
      .where('expiresAt', '>', sqlTime(DateTime.utc()))
      .orderBy('lastUsedAt', 'desc')
  }

  isToTouch(lastUsedAt: DateTime): boolean {
    return lastUsedAt <= DateTime.utc().minus(TOUCH_INTERVAL)
  }

  /** Updates a session's last use and address, which extends its lifetime. */
  async touch(id: string, ip: string): Promise<DashboardSession> {
    const session = await DashboardSession.findOrFail(id)
    const now = DateTime.utc()
    const expiresAt = now.plus(lifetimeOf(session.remembered))
    return session.merge({ ip, lastUsedAt: now, expiresAt }).save()
  }

  async revoke(id: string): Promise<void> {
    await DashboardSession.query().where('id', id).delete()
  }

  /** Ends a user's sessions, except for one to keep. */
  async revokeAll(userId: string, trx: TransactionClientContract, but?: string): Promise<void> {
    await DashboardSession.query({ client: trx })
      .where('userId', userId)
      .if(but, (query) => query.whereNot('id', but!))
      .delete()
  }

  /** Deletes expired sessions. @returns how many */
  async purge(): Promise<number> {
    const deleted = await DashboardSession.query()
      .where('expiresAt', '<', sqlTime(DateTime.utc()))
      .delete()
    return Number(deleted)
  }
}

function lifetimeOf(remembered: boolean): DurationLike {
  return remembered ? REMEMBERED_LIFETIME : LIFETIME
}
