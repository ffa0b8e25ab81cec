import { inject } from '@adonisjs/core'
import Clock from '#app/platform/clock'
import { sqlTime } from '#app/platform/sql/time'
import MemberSession from '#app/members/models/member_session'

/** Lists the active sessions of a member, most recently used first. */
@inject()
export default class ListSessions {
  constructor(private clock: Clock) {}

  async handle({ memberId }: { memberId: number }): Promise<MemberSession[]> {
    return MemberSession.query()
      .where({ memberId })
      .where('expiresAt', '>', sqlTime(this.clock.now()))
      .orderBy('lastUsedAt', 'desc')
      .orderBy('id')
  }
}
