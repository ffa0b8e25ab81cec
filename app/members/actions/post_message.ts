import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { isForeignKeyViolation } from '#app/platform/sql/foreign_key_violation'
import InvalidAccessToken from '#app/members/exceptions/invalid_access_token'
import MemberEvents, { channels } from '#app/members/live/member_events'
import Message from '#app/members/models/message'
import ListMessages, { type MessageRow } from '#app/members/queries/list_messages'

/** Posts a message on the board. */
@inject()
export default class PostMessage {
  constructor(
    private memberEvents: MemberEvents,
    private listMessages: ListMessages
  ) {}

  /** @throws {InvalidAccessToken} if the author's account was deleted meanwhile */
  async handle({ authorId, text }: { authorId: number; text: string }): Promise<MessageRow> {
    try {
      return await db.transaction(async (trx) => {
        const created = { authorId, message: text, edited: false }
        const { id } = await Message.create(created, { client: trx })
        const data = { reason: 'MESSAGE_CREATED', originId: authorId }
        const to = [channels.broadcast]
        await this.memberEvents.publish({ event: 'MESSAGE_EVENT', data, channels: to }, trx)
        return this.listMessages.one(id, authorId, trx)
      })
    } catch (error) {
      throw isForeignKeyViolation(error) ? new InvalidAccessToken() : error
    }
  }
}
