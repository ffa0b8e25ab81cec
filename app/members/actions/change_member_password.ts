import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Passwords from '#app/identity/passwords'
import EndSessions from '#app/members/actions/end_sessions'
import IncorrectPassword from '#app/members/exceptions/incorrect_password'
import Member from '#app/members/models/member'

/** Changes a member's password and ends their other sessions. */
@inject()
export default class ChangeMemberPassword {
  constructor(
    private passwords: Passwords,
    private endSessions: EndSessions
  ) {}

  /** @throws {IncorrectPassword} */
  async handle({
    memberId,
    sessionId,
    oldPassword,
    newPassword,
  }: {
    memberId: number
    /** Session to keep. */
    sessionId: string
    oldPassword: string
    newPassword: string
  }): Promise<void> {
    const known = await Member.findOrFail(memberId)
    const { matches } = await this.passwords.check(known.password, oldPassword)
    if (!matches) throw new IncorrectPassword()
    const password = await this.passwords.hash(newPassword)

    await db.transaction(async (trx) => {
      const member = await Member.query({ client: trx })
        .where('id', memberId)
        .forUpdate()
        .firstOrFail()
      if (member.password !== known.password) throw new IncorrectPassword()
      await member.merge({ password }).save()
      await this.endSessions.othersWithin({ memberId, but: sessionId }, trx)
    })
  }
}
