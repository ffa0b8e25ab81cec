import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { type Mark, MARKS } from '#app/members/marks'
import FindMessage from '#app/members/queries/find_message'

/** Removes a like or a bookmark. Repeating it changes nothing. */
@inject()
export default class UnmarkMessage {
  constructor(private findMessage: FindMessage) {}

  /** @throws {MessageNotFound} */
  async handle({ kind, memberId, messageId }: Mark): Promise<void> {
    await db.transaction(async (trx) => {
      await this.findMessage.handle(messageId, trx)
      await trx.from(MARKS[kind]).where({ member_id: memberId, message_id: messageId }).delete()
    })
  }
}
