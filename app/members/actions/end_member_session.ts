import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { targetOf } from '#app/members/audited_member'
import SessionNotFound from '#app/members/exceptions/session_not_found'
import MemberEvents from '#app/members/live/member_events'
import MemberSession from '#app/members/models/member_session'

interface Ending {
  actor: Actor
  memberId: number
  sessionId: string
}

/** Signs a member out of one device, for an administrator of Theta. */
@inject()
export default class EndMemberSession {
  constructor(
    private memberEvents: MemberEvents,
    private audit: Audit
  ) {}

  /** @throws {SessionNotFound} */
  async handle({ actor, memberId, sessionId }: Ending): Promise<void> {
    await db.transaction(async (trx) => {
      const session = await MemberSession.query({ client: trx })
        .where({ memberId, id: sessionId })
        .preload('member')
        .first()
      if (!session) throw new SessionNotFound()
      await session.delete()
      await this.memberEvents.endSessions([sessionId], trx)
      const { userAgent, ip, member } = session
      const change = { target: targetOf(member), before: { userAgent, ip } }
      await this.audit.record({ actor, action: 'member.session_ended', ...change }, trx)
    })
  }
}
