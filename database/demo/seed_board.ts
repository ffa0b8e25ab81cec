import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import Passwords from '#app/identity/passwords'
import { sqlTime } from '#app/platform/sql/time'
import { MARKS } from '#app/members/marks'
import Member from '#app/members/models/member'
import Message from '#app/members/models/message'
import { demoConversations, demoMembers } from '#database/demo/board'

/** Password of the demo's members, which follows the rules of the message board. */
export const DEMO_MEMBER_PASSWORD = 'Learn-with-theta1!'

/** Time between two conversations. */
const PAUSE = { hours: 19 }

/** Seeds the message board, unless someone has registered there. */
@inject()
export default class SeedBoard {
  constructor(private passwords: Passwords) {}

  async handle(): Promise<void> {
    const password = await this.passwords.hash(DEMO_MEMBER_PASSWORD)
    await db.transaction(async (trx) => {
      if (await Member.query({ client: trx }).first()) return
      const members: Member[] = []
      for (const member of demoMembers) {
        const lastActiveAt = DateTime.utc().minus({ hours: members.length * 7 })
        const created = { ...member, middlename: null, avatar: null, password, lastActiveAt }
        members.push(await Member.create(created, { client: trx }))
      }
      for (const [number, texts] of demoConversations.entries())
        await this.seedConversation({ number, texts, members }, trx)
    })
  }

  /** Members write in turn, and some of them like or bookmark what others wrote. */
  private async seedConversation(
    { number, texts, members }: { number: number; texts: string[]; members: Member[] },
    trx: TransactionClientContract
  ) {
    const ago = demoConversations.length - number
    for (const [position, message] of texts.entries()) {
      const author = members[(number + position * 2) % members.length]
      const createdAt = DateTime.utc()
        .minus({ hours: PAUSE.hours * ago })
        .plus({ minutes: position * 17 })
      const edited = (number + position) % 11 === 0
      const created = { authorId: author.id, message, edited, createdAt, updatedAt: createdAt }
      const { id } = await Message.create(created, { client: trx })
      const readers = members.filter(({ role }) => role !== 'USER')
      const likedBy = readers.slice(0, (number + position) % 4)
      const bookmarkedBy = readers.slice(0, (number * 3 + position) % 5 === 0 ? 2 : 0)
      await mark(MARKS.like, { id, createdAt, by: likedBy }, trx)
      await mark(MARKS.bookmark, { id, createdAt, by: bookmarkedBy }, trx)
    }
  }
}

async function mark(
  table: string,
  { id, createdAt, by }: { id: number; createdAt: DateTime; by: Member[] },
  trx: TransactionClientContract
) {
  const time = sqlTime(createdAt.plus({ minutes: 5 }))
  const rows = by.map((member) => ({ member_id: member.id, message_id: id, created_at: time }))
  if (rows.length > 0) await trx.insertQuery().table(table).multiInsert(rows)
}
