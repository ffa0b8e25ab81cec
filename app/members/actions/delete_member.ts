import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import RemoveFileUnlessUsed from '#app/media/events/remove_file_unless_used'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { targetOf } from '#app/members/audited_member'
import LastAdministrator from '#app/members/exceptions/last_administrator'
import MemberEvents, { channels, type MemberEvent, OUTSIDE } from '#app/members/live/member_events'
import { lockMember, type MemberReference } from '#app/members/queries/lock_member'

interface Deletion {
  actor: Actor
  /** Member who deletes the account; `null` if it is deleted elsewhere. */
  origin: { id: number } | null
  member: MemberReference
}

/**
 * Deletes an account with its sessions, likes, bookmarks and avatar. Its messages remain without an
 * author.
 */
@inject()
export default class DeleteMember {
  constructor(
    private outbox: Outbox,
    private events: MemberEvents,
    private audit: Audit
  ) {}

  /** @throws {MemberNotFound | LastAdministrator} */
  async handle({ actor, origin, member: reference }: Deletion): Promise<void> {
    await db.transaction(async (trx) => {
      const { member, isLastAdministrator } = await lockMember(reference, trx)
      if (isLastAdministrator) throw new LastAdministrator()
      const { id, avatar, username, role } = member

      await this.events.publish(eventOf(id, origin), trx)
      await member.delete()
      if (avatar) await this.outbox.add(new RemoveFileUnlessUsed({ key: avatar }), trx)
      const change = { target: targetOf({ id, username }), before: { role } }
      await this.audit.record({ actor, action: 'member.deleted', ...change }, trx)
    })
  }
}

function eventOf(id: number, origin: Deletion['origin']): MemberEvent {
  const roles = [channels.role('ADMIN'), channels.role('MEMBER')]
  if (origin?.id === id) {
    const data = { reason: 'USER_DELETED', originId: id }
    return { event: 'MULTI_EVENT', data, channels: roles }
  }
  return {
    event: 'MULTI_EVENT',
    data: { reason: 'USER_DELETED_BY_ADMIN', originId: (origin ?? OUTSIDE).id, targetId: id },
    channels: [...roles, channels.user(id)],
  }
}
