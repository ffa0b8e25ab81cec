import { inject } from '@adonisjs/core'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import SessionNotFound from '#app/members/exceptions/session_not_found'
import MemberEvents from '#app/members/live/member_events'
import MemberSession from '#app/members/models/member_session'

/** Ends sessions of a member. Their tokens and streams end with them. */
@inject()
export default class EndSessions {
  constructor(private events: MemberEvents) {}

  /** Signs a device out at its own request. A session that has ended already is no error. */
  async signOut(sessionId: string): Promise<void> {
    await db.transaction(async (trx) => {
      const ended = await MemberSession.query({ client: trx }).where('id', sessionId).delete()
      if (Number(ended) > 0) await this.events.endSessions([sessionId], trx, { own: true })
    })
  }

  /** @throws {SessionNotFound} also for another member's session */
  async one({ memberId, sessionId }: { memberId: number; sessionId: string }): Promise<void> {
    await db.transaction(async (trx) => {
      const own = MemberSession.query({ client: trx }).where({ memberId, id: sessionId })
      if (Number(await own.delete()) === 0) throw new SessionNotFound()
      await this.events.endSessions([sessionId], trx)
    })
  }

  /** Ends all sessions of a member but one. */
  async others({ memberId, but }: { memberId: number; but: string }): Promise<void> {
    await db.transaction((trx) => this.othersWithin({ memberId, but }, trx))
  }

  async othersWithin(
    { memberId, but }: { memberId: number; but: string },
    trx: TransactionClientContract
  ): Promise<void> {
    const others = await MemberSession.query({ client: trx })
      .select('id')
      .where({ memberId })
      .whereNot('id', but)
      .forUpdate()
    const ids = others.map(({ id }) => id)
    await MemberSession.query({ client: trx }).whereIn('id', ids).delete()
    await this.events.endSessions(ids, trx)
  }
}
