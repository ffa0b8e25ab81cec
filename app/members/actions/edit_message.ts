import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { CurrentMember } from '#app/members/current_member'
import MemberEvents, { channels } from '#app/members/live/member_events'
import FindMessage from '#app/members/queries/find_message'
import ListMessages, { type MessageRow } from '#app/members/queries/list_messages'

interface Edit {
  member: CurrentMember
  messageId: number
  text: string
}

/** Changes the text of a message: members their own, administrators any. */
@inject()
export default class EditMessage {
  constructor(
    private memberEvents: MemberEvents,
    private findMessage: FindMessage,
    private listMessages: ListMessages
  ) {}

  /** @throws {MessageNotFound | NotYourMessage} */
  async handle({ member, messageId, text }: Edit): Promise<MessageRow> {
    return db.transaction(async (trx) => {
      const message = await this.findMessage.forAuthor({ id: messageId, member }, trx)
      await message.merge({ message: text, edited: true }).save()
      const data = { reason: 'MESSAGE_UPDATED', originId: member.id }
      const to = [channels.broadcast]
      await this.memberEvents.publish({ event: 'MESSAGE_EVENT', data, channels: to }, trx)
      return this.listMessages.one(messageId, member.id, trx)
    })
  }
}
