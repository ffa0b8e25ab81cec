import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { messageTargetOf } from '#app/members/audited_message'
import TooLateToRestore from '#app/members/exceptions/too_late_to_restore'
import MemberEvents, { channels, OUTSIDE } from '#app/members/live/member_events'
import Message from '#app/members/models/message'

/** Undoes the removal of a message. Repeating it changes nothing. */
@inject()
export default class RestoreMessage {
  constructor(
    private outbox: Outbox,
    private memberEvents: MemberEvents,
    private audit: Audit
  ) {}

  /** @throws {TooLateToRestore} */
  async handle({ actor, messageId }: { actor: Actor; messageId: number }): Promise<void> {
    await db.transaction(async (trx) => {
      const message = await Message.query({ client: trx })
        .where('id', messageId)
        .forUpdate()
        .first()
      if (!message) throw new TooLateToRestore()
      if (!message.deletion) return
      if (!(await this.outbox.cancel(message.deletion, trx))) throw new TooLateToRestore()

      await message.merge({ deletion: null }).save()
      const data = { reason: 'MESSAGE_CREATED', originId: OUTSIDE.id }
      const to = [channels.broadcast]
      await this.memberEvents.publish({ event: 'MESSAGE_EVENT', data, channels: to }, trx)
      const change = { actor, action: 'member_message.restored' } as const
      await this.audit.record({ ...change, target: messageTargetOf(message) }, trx)
    })
  }
}
