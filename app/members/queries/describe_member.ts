import { inject } from '@adonisjs/core'
import Clock from '#app/platform/clock'
import { sqlTime } from '#app/platform/sql/time'
import MemberNotFound from '#app/members/exceptions/member_not_found'
import Member from '#app/members/models/member'
import { isNumericId } from '#app/members/numeric_id'

/** Finds a member for the dashboard, with the devices that are signed in. */
@inject()
export default class DescribeMember {
  constructor(private clock: Clock) {}

  /** @throws {MemberNotFound} */
  async handle(id: number): Promise<Member> {
    const member = isNumericId(id)
      ? await Member.query()
          .where('id', id)
          .withCount('messages')
          .preload('sessions', (sessions) =>
            sessions
              .where('expiresAt', '>', sqlTime(this.clock.now()))
              .orderBy('lastUsedAt', 'desc')
          )
          .first()
      : null
    if (!member) throw new MemberNotFound()
    return member
  }
}
