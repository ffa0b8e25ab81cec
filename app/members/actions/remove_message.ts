import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { messageTargetOf } from '#app/members/audited_message'
import PurgeMessage from '#app/members/events/purge_message'
import MemberEvents, { channels, OUTSIDE } from '#app/members/live/member_events'
import type Message from '#app/members/models/message'
import FindMessage from '#app/members/queries/find_message'

/** Time in which a removal can be undone; the dashboard shows ten seconds. */
const TIME_TO_UNDO = { seconds: 12 }

interface Removal {
  actor: Actor
  messageId: number
  reason: string
}

/** Removes a message with its likes and bookmarks: it is hidden at once, and deleted soon after. */
@inject()
export default class RemoveMessage {
  constructor(
    private findMessage: FindMessage,
    private outbox: Outbox,
    private memberEvents: MemberEvents,
    private audit: Audit
  ) {}

  /** @throws {MessageNotFound} */
  async handle({ actor, messageId, reason }: Removal): Promise<Message> {
    return db.transaction(async (trx) => {
      const message = await this.findMessage.handle(messageId, trx)
      const purge = new PurgeMessage({ messageId })
      const deletion = await this.outbox.intend(purge, TIME_TO_UNDO, trx)
      await message.merge({ deletion }).save()
      const data = { reason: 'MESSAGE_DELETED', originId: OUTSIDE.id }
      const to = [channels.broadcast]
      await this.memberEvents.publish({ event: 'MESSAGE_EVENT', data, channels: to }, trx)
      const { message: text, authorId } = message
      const attributes = { before: { message: text, authorId }, after: { reason } }
      const change = { actor, target: messageTargetOf(message), ...attributes }
      await this.audit.record({ action: 'member_message.removed', ...change }, trx)
      return message
    })
  }
}
