import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { isUniqueViolation } from '#app/platform/sql/unique_violation'
import { accountOf } from '#app/accounts/audited_account'
import PersonInvited from '#app/accounts/events/person_invited'
import User from '#app/accounts/models/user'
import { ROLES } from '#app/accounts/roles'
import Passwords from '#app/identity/passwords'

/** Creates a learner's account that no password opens, and emails its owner a link to choose one. */
@inject()
export default class InvitePerson {
  constructor(
    private passwords: Passwords,
    private outbox: Outbox,
    private audit: Audit
  ) {}

  /** @returns the account, and whether it is new: an existing one is left as it is */
  async handle({
    actor,
    name,
    email,
  }: {
    actor: Actor
    name: string
    email: string
  }): Promise<{ user: User; isNew: boolean }> {
    const known = await User.findBy('email', email)
    if (known) return { user: known, isNew: false }
    const row = { name, email, ...ROLES.learner, password: await this.passwords.unusableHash() }
    try {
      const user = await db.transaction(async (trx) => {
        const created = await User.create(row, { client: trx })
        const change = { actor, action: 'account.invited', target: accountOf(created) } as const
        await this.audit.record({ ...change, after: { name, email } }, trx)
        await this.outbox.add(new PersonInvited({ userId: created.id }), trx)
        return created
      })
      return { user, isNew: true }
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      return { user: await User.findByOrFail('email', email), isNew: false }
    }
  }
}
