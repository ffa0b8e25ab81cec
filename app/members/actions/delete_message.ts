import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { CurrentMember } from '#app/members/current_member'
import MemberEvents, { channels } from '#app/members/live/member_events'
import FindMessage from '#app/members/queries/find_message'

/** Deletes a message with its likes and bookmarks: people their own, administrators any. */
@inject()
export default class DeleteMessage {
  constructor(
    private memberEvents: MemberEvents,
    private findMessage: FindMessage
  ) {}

  /** @throws {MessageNotFound | NotYourMessage} */
  async handle({ member, messageId }: { member: CurrentMember; messageId: number }): Promise<void> {
    await db.transaction(async (trx) => {
      const message = await this.findMessage.forAuthor({ id: messageId, member }, trx)
      await message.delete()
      const data = { reason: 'MESSAGE_DELETED', originId: member.id }
      const to = [channels.broadcast]
      await this.memberEvents.publish({ event: 'MESSAGE_EVENT', data, channels: to }, trx)
    })
  }
}
