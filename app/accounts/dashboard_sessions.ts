import { randomBytes } from 'node:crypto'
import { DateTime, type DurationLike } from 'luxon'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Device } from '#app/identity/device'
import { ID_PATTERN } from '#app/platform/ids'
import { keyedHash } from '#app/identity/keyed_hash'
import { truncate } from '#app/platform/text'
import { sqlTime } from '#app/platform/sql/time'
import DashboardSession from '#app/accounts/models/dashboard_session'

/** A session in use is marked as used this often at most. */
const TOUCH_INTERVAL = { minutes: 5 }

/** How long a session lives after its last use. */
const LIFETIME = { hours: 12 }
const REMEMBERED_LIFETIME = { days: 30 }

export const rememberedSeconds = REMEMBERED_LIFETIME.days * 24 * 60 * 60

/** The dashboard's sessions: a row each, so that they can be listed and revoked one by one. */
export default class DashboardSessions {
  /** @returns what the device's cookie holds: the row's id and a secret, whose hash the row has */
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

  /** What a cookie holds. */
  decode(cookie: unknown): { id: string; secretHash: string } | null {
    const [id, secret] = typeof cookie === 'string' ? cookie.split('.') : []
    if (!ID_PATTERN.test(id ?? '') || !secret) return null
    return { id, secretHash: keyedHash('dashboard-session', secret) }
  }

  /** Those of a user that have not ended, the one used last first. */
  async of(userId: string): Promise<DashboardSession[]> {
    return DashboardSession.query()
      .where('userId', userId)
      .where('expiresAt', '>', sqlTime(DateTime.utc()))
      .orderBy('lastUsedAt', 'desc')
  }

  isToTouch(lastUsedAt: DateTime): boolean {
    return lastUsedAt <= DateTime.utc().minus(TOUCH_INTERVAL)
  }

  /** Marks a session as used now, from this address: its life begins again. */
  async touch(id: string, ip: string): Promise<DashboardSession> {
    const session = await DashboardSession.findOrFail(id)
    const now = DateTime.utc()
    const expiresAt = now.plus(lifetimeOf(session.remembered))
    return session.merge({ ip, lastUsedAt: now, expiresAt }).save()
  }

  async revoke(id: string): Promise<void> {
    await DashboardSession.query().where('id', id).delete()
  }

  /** Ends a user's sessions, but the one that is to stay. */
  async revokeAll(userId: string, trx: TransactionClientContract, but?: string): Promise<void> {
    await DashboardSession.query({ client: trx })
      .where('userId', userId)
      .if(but, (query) => query.whereNot('id', but!))
      .delete()
  }

  /** Deletes what has expired. @returns how many */
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
