import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import UsernameTaken from '#app/members/exceptions/username_taken'
import MemberEvents, { channels } from '#app/members/live/member_events'
import Member from '#app/members/models/member'
import { whenNameIsTaken } from '#app/members/username_index'

export interface ProfileChanges {
  username?: string
  firstname?: string
  middlename?: string | null
  lastname?: string | null
}

/** Changes the names of a member. */
@inject()
export default class UpdateProfile {
  constructor(private events: MemberEvents) {}

  /** @throws {UsernameTaken} */
  async handle({
    memberId,
    changes,
  }: {
    memberId: number
    changes: ProfileChanges
  }): Promise<Member> {
    return whenNameIsTaken(new UsernameTaken(), () =>
      db.transaction(async (trx) => {
        const member = await Member.findOrFail(memberId, { client: trx })
        await member.merge(changes).save()
        await this.events.publish(
          {
            event: 'MULTI_EVENT',
            data: { reason: 'USER_UPDATED', originId: memberId },
            channels: [channels.role('ADMIN'), channels.role('MEMBER')],
          },
          trx
        )
        return member
      })
    )
  }
}
