/** Tables of what members mark messages with. */
export const MARKS = { like: 'member_likes', bookmark: 'member_bookmarks' } as const

export interface Mark {
  kind: keyof typeof MARKS
  memberId: number
  messageId: number
}
