import db from '@adonisjs/lucid/services/db'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { SqlTime } from '#app/platform/sql/time'
import { MARKS } from '#app/members/marks'
import { LARGEST_ID } from '#app/members/numeric_id'
import type { MemberRole } from '#app/members/roles'

/** Part of a list: the newest messages, or those before one. */
export interface MessagePage {
  limit?: number
  before?: number
}

export interface BareMessageRow {
  messageId: number
  message: string
  authorId: number | null
  likes: number
  bookmarks: number
  createdAt: SqlTime
}

/** Message with its author, and with the marks of the member who reads it. */
export interface MessageRow extends BareMessageRow {
  edited: boolean | number
  liked: boolean | number
  bookmarked: boolean | number
  username: string | null
  firstname: string
  middlename: string | null
  lastname: string | null
  avatar: string | null
  role: MemberRole
}

export interface BookmarkedRow extends MessageRow {
  bookmarkedAt: SqlTime
}

const countOf = (table: string) =>
  `(select count(*) from ${table} as marks where marks.message_id = messages.id)`

const hasOwn = (table: string) =>
  `exists (select 1 from ${table} as own where own.message_id = messages.id and own.member_id = ?)`

const BARE = `
  messages.id as "messageId", messages.message, messages.author_id as "authorId",
  messages.created_at as "createdAt",
  ${countOf('member_likes')} as likes, ${countOf('member_bookmarks')} as bookmarks`

const FULL = `${BARE}, messages.edited,
  ${hasOwn('member_likes')} as liked, ${hasOwn('member_bookmarks')} as bookmarked,
  authors.username, authors.firstname, authors.middlename, authors.lastname, authors.avatar,
  authors.role`

/** Reads messages for clients, oldest first, each list in one query. */
export default class ListMessages {
  /** Lists messages without their authors. */
  async bare(page: MessagePage = {}): Promise<BareMessageRow[]> {
    return this.inOrder<BareMessageRow>(messages().select(db.raw(BARE)), page)
  }

  async for(memberId: number, page: MessagePage = {}): Promise<MessageRow[]> {
    return this.inOrder<MessageRow>(withAuthors(messages(), memberId), page)
  }

  /** Lists the messages that a member has bookmarked, in the order of the bookmarks. */
  async bookmarkedBy(memberId: number): Promise<BookmarkedRow[]> {
    const kept = await withAuthors(messages(), memberId)
      .join('member_bookmarks as kept', 'kept.message_id', 'messages.id')
      .where('kept.member_id', memberId)
      .select('kept.created_at as bookmarkedAt')
      .orderBy('kept.id')
    return kept as BookmarkedRow[]
  }

  /** Returns the ids of the messages that a member likes, and of those with a bookmark. */
  async markedBy(memberId: number): Promise<{ liked: Set<number>; bookmarked: Set<number> }> {
    const [liked, bookmarked] = await Promise.all(
      [MARKS.like, MARKS.bookmark].map(async (table) => {
        const rows = await db.from(table).where('member_id', memberId).select('message_id')
        return new Set<number>(rows.map((row) => row.message_id))
      })
    )
    return { liked, bookmarked }
  }

  /** Finds one message as a member sees it. */
  async one(
    messageId: number,
    memberId: number,
    trx: TransactionClientContract
  ): Promise<MessageRow> {
    const message = withAuthors(messages(trx), memberId).where('messages.id', messageId)
    return (await message.firstOrFail()) as MessageRow
  }

  private async inOrder<Row>(
    query: DatabaseQueryBuilderContract,
    { limit, before }: MessagePage
  ): Promise<Row[]> {
    if (before !== undefined) query.where('messages.id', '<', Math.min(before, LARGEST_ID))
    if (limit === undefined) return (await query.orderBy('messages.id')) as Row[]
    const newestFirst = await query.orderBy('messages.id', 'desc').limit(limit)
    return newestFirst.reverse() as Row[]
  }
}

function messages(trx?: TransactionClientContract) {
  return (trx ?? db).from('member_messages as messages').whereNull('messages.deletion')
}

function withAuthors(query: DatabaseQueryBuilderContract, memberId: number) {
  return query
    .leftJoin('members as authors', 'authors.id', 'messages.author_id')
    .select(db.raw(FULL, [memberId, memberId]))
}
