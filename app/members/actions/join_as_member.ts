import { hash, timingSafeEqual } from 'node:crypto'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import config from '#config/members'
import IncorrectSecretKey from '#app/members/exceptions/incorrect_secret_key'
import MemberEvents, { channels } from '#app/members/live/member_events'
import Member from '#app/members/models/member'

/** Makes a user a member who knows the secret. Members and administrators keep their role. */
@inject()
export default class JoinAsMember {
  constructor(private events: MemberEvents) {}

  /** @throws {IncorrectSecretKey} */
  async handle({ memberId, secretKey }: { memberId: number; secretKey: string }): Promise<void> {
    if (!isSecret(secretKey)) throw new IncorrectSecretKey()

    await db.transaction(async (trx) => {
      const member = await Member.query({ client: trx })
        .where('id', memberId)
        .forUpdate()
        .firstOrFail()
      if (member.role !== 'USER') return
      await member.merge({ role: 'MEMBER' }).save()
      await this.events.publish(
        {
          event: 'MULTI_EVENT',
          data: { reason: 'MEMBER_UPDATE', originId: memberId },
          channels: [channels.role('ADMIN'), channels.role('MEMBER')],
        },
        trx
      )
    })
  }
}

/** Compares hashes, whose length reveals nothing, in constant time. */
function isSecret(text: string): boolean {
  if (!config.roleSecret) return false
  const [one, other] = [text, config.roleSecret.release()].map((value) =>
    hash('sha256', value, 'buffer')
  )
  return timingSafeEqual(one, other)
}
