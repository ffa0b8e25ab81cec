import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { targetOf } from '#app/members/audited_member'
import LastAdministrator from '#app/members/exceptions/last_administrator'
import MemberEvents, { channels, OUTSIDE } from '#app/members/live/member_events'
import { lockMember, type MemberReference } from '#app/members/queries/lock_member'
import type { MemberRole } from '#app/members/roles'

interface RoleChange {
  actor: Actor
  /** Administrator of the message board who makes the change; `null` if it is made elsewhere. */
  origin: { id: number; username: string } | null
  member: MemberReference
  role: MemberRole
}

/** Gives a member another role. Giving the same role again changes nothing. */
@inject()
export default class ChangeMemberRole {
  constructor(
    private events: MemberEvents,
    private audit: Audit
  ) {}

  /** @throws {MemberNotFound | LastAdministrator} */
  async handle({ actor, origin, member: reference, role }: RoleChange): Promise<void> {
    await db.transaction(async (trx) => {
      const { member, isLastAdministrator } = await lockMember(reference, trx)
      if (member.role === role) return
      if (isLastAdministrator) throw new LastAdministrator()

      const { id } = member
      const before = { role: member.role }
      await member.merge({ role }).save()
      await this.events.publish(
        {
          event: 'MULTI_EVENT',
          data: {
            reason: 'ROLE_CHANGE',
            originId: (origin ?? OUTSIDE).id,
            originUsername: (origin ?? OUTSIDE).username,
            targetId: id,
            targetUserRole: role,
          },
          channels: [channels.role('ADMIN'), channels.role('MEMBER'), channels.user(id)],
        },
        trx
      )
      const change = { target: targetOf(member), before, after: { role } }
      await this.audit.record({ actor, action: 'member.role_changed', ...change }, trx)
    })
  }
}
