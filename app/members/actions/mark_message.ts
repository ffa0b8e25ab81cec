import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Clock from '#app/platform/clock'
import { isForeignKeyViolation } from '#app/platform/sql/foreign_key_violation'
import { sqlTime } from '#app/platform/sql/time'
import InvalidAccessToken from '#app/members/exceptions/invalid_access_token'
import { type Mark, MARKS } from '#app/members/marks'
import FindMessage from '#app/members/queries/find_message'

/** Likes or bookmarks a message. Repeating it changes nothing. */
@inject()
export default class MarkMessage {
  constructor(
    private findMessage: FindMessage,
    private clock: Clock
  ) {}

  /**
   * @throws {MessageNotFound}
   * @throws {InvalidAccessToken} if the member's account was deleted meanwhile
   */
  async handle({ kind, memberId, messageId }: Mark): Promise<void> {
    const row = {
      member_id: memberId,
      message_id: messageId,
      created_at: sqlTime(this.clock.now()),
    }
    try {
      await db.transaction(async (trx) => {
        await this.findMessage.handle(messageId, trx)
        await trx.knexQuery().insert(row).into(MARKS[kind]).onConflict().ignore()
      })
    } catch (error) {
      throw isForeignKeyViolation(error) ? new InvalidAccessToken() : error
    }
  }
}
