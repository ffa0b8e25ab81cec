import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import RemoveFileUnlessUsed from '#app/media/events/remove_file_unless_used'
import Outbox from '#app/platform/outbox/outbox'
import AvatarNotFound from '#app/members/exceptions/avatar_not_found'
import MemberEvents, { channels } from '#app/members/live/member_events'
import Member from '#app/members/models/member'

/** Replaces or removes the avatar of a member, whose former file is removed after the change. */
@inject()
export default class ChangeAvatar {
  constructor(
    private outbox: Outbox,
    private events: MemberEvents
  ) {}

  /**
   * @param avatar key of the new file, or `null` to remove the avatar
   * @throws {AvatarNotFound} if there is none to remove
   */
  async handle({ memberId, avatar }: { memberId: number; avatar: string | null }): Promise<void> {
    await db.transaction(async (trx) => {
      const member = await Member.query({ client: trx })
        .where('id', memberId)
        .forUpdate()
        .firstOrFail()
      const former = member.avatar
      if (!former && !avatar) throw new AvatarNotFound()

      await member.merge({ avatar }).save()
      if (former) await this.outbox.add(new RemoveFileUnlessUsed({ key: former }), trx)
      await this.events.publish(
        {
          event: 'MULTI_EVENT',
          data: { reason: 'USER_UPDATED', originId: memberId },
          channels: [channels.role('ADMIN'), channels.role('MEMBER')],
        },
        trx
      )
    })
  }
}
