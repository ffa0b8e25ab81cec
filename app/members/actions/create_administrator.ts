import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Passwords from '#app/identity/passwords'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Clock from '#app/platform/clock'
import { targetOf } from '#app/members/audited_member'
import UsernameTaken from '#app/members/exceptions/username_taken'
import MemberEvents, { channels } from '#app/members/live/member_events'
import Member from '#app/members/models/member'
import { whenNameIsTaken } from '#app/members/username_index'

interface NewAdministrator {
  actor: Actor
  username: string
  firstname: string
  password: string
}

/** Creates an account with the role ADMIN. */
@inject()
export default class CreateAdministrator {
  constructor(
    private passwords: Passwords,
    private events: MemberEvents,
    private audit: Audit,
    private clock: Clock
  ) {}

  /** @throws {UsernameTaken} */
  async handle({ actor, password: text, ...names }: NewAdministrator): Promise<Member> {
    const password = await this.passwords.hash(text)
    return whenNameIsTaken(new UsernameTaken(), () =>
      db.transaction(async (trx) => {
        const lastActiveAt = this.clock.now()
        const member = await Member.create(
          { ...names, password, role: 'ADMIN', lastActiveAt },
          { client: trx }
        )
        await this.events.publish(
          {
            event: 'USER_EVENT',
            data: { reason: 'USER_CREATED', originId: member.id },
            channels: [channels.role('ADMIN')],
          },
          trx
        )
        const change = { target: targetOf(member), after: { role: member.role } }
        await this.audit.record({ actor, action: 'member.created', ...change }, trx)
        return member
      })
    )
  }
}
