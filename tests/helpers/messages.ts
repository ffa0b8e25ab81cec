import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { sqlTime } from '#app/platform/sql/time'
import { MARKS } from '#app/members/marks'
import type Member from '#app/members/models/member'
import Message from '#app/members/models/message'

let messages = 0

/** A message on the board; `author` is null if the account was deleted since. */
export async function aMessage({
  author,
  likedBy = [],
  bookmarkedBy = [],
  ...attributes
}: Partial<Omit<Message, 'author'>> & {
  author: Member | null
  likedBy?: Member[]
  bookmarkedBy?: Member[]
}): Promise<Message> {
  const message = await Message.create({
    authorId: author?.id ?? null,
    message: `Message ${++messages}`,
    edited: false,
    ...attributes,
  })
  for (const [kind, members] of [
    ['like', likedBy],
    ['bookmark', bookmarkedBy],
  ] as const)
    for (const { id } of members)
      await db
        .insertQuery()
        .table(MARKS[kind])
        .insert({ member_id: id, message_id: message.id, created_at: sqlTime(DateTime.utc()) })
  return message
}
