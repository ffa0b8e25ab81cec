import { dateFromSql } from '#app/platform/sql/time'
import type { BareMessageRow, BookmarkedRow, MessageRow } from '#app/members/queries/list_messages'
import { memberJson } from '#app/members/transformers/member_transformer'

/** Message as people without membership see it, without the author's name. */
export function bareMessageJson({
  messageId,
  message,
  likes,
  bookmarks,
  authorId,
  createdAt,
}: BareMessageRow) {
  const timestamp = dateFromSql(createdAt).toISOString()
  return { messageId, message, likes, bookmarks, userId: authorId, timestamp }
}

export function messageJson(row: MessageRow) {
  const { messageId, message, likes, bookmarks, createdAt } = row
  return {
    messageId,
    message,
    user: authorOf(row),
    likes,
    bookmarks,
    edited: Boolean(row.edited),
    bookmarked: Boolean(row.bookmarked),
    liked: Boolean(row.liked),
    timestamp: dateFromSql(createdAt).toISOString(),
  }
}

/** Its `timestamp` is that of the bookmark. */
export function bookmarkJson({ bookmarkedAt, ...row }: BookmarkedRow) {
  const message = messageJson(row)
  return {
    ...message,
    messageTimestamp: message.timestamp,
    timestamp: dateFromSql(bookmarkedAt).toISOString(),
  }
}

function authorOf({ authorId, username, ...names }: MessageRow) {
  if (authorId === null || username === null) return null
  return memberJson({ ...names, id: authorId, username })
}
