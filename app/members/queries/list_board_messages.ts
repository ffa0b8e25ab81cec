import type { ModelPaginatorContract } from '@adonisjs/lucid/types/model'
import { containing } from '#app/platform/sql/like'
import { usernameKey } from '#app/members/models/member'
import Message from '#app/members/models/message'
import { MARKS } from '#app/members/marks'

export const MESSAGE_STATES = ['original', 'edited', 'authorless'] as const

export interface BoardMessagesFilter {
  /** Part of the text. */
  search?: string
  /** User name. */
  author?: string
  state?: (typeof MESSAGE_STATES)[number]
}

const MESSAGES_A_PAGE = 50

const countOf = (table: string, name: string) =>
  `(select count(*) from ${table} as marks where marks.message_id = member_messages.id) as ${name}`

/** Lists messages for the dashboard, newest first, with their authors and numbers of marks. */
export default class ListBoardMessages {
  async handle(
    { search, author, state }: BoardMessagesFilter,
    page = 1
  ): Promise<ModelPaginatorContract<Message>> {
    return Message.query()
      .select('*')
      .select(Message.query().client.raw(countOf(MARKS.like, 'likes')))
      .select(Message.query().client.raw(countOf(MARKS.bookmark, 'bookmarks')))
      .whereNull('deletion')
      .preload('author')
      .if(search, (query) =>
        query.whereRaw("lower(message) like ? escape '\\'", [containing(search!)])
      )
      .if(author, (query) =>
        query.whereHas('author', (member) => member.where('usernameKey', usernameKey(author!)))
      )
      .if(state === 'original', (query) => query.where('edited', false))
      .if(state === 'edited', (query) => query.where('edited', true))
      .if(state === 'authorless', (query) => query.whereNull('authorId'))
      .orderBy('id', 'desc')
      .paginate(page, MESSAGES_A_PAGE)
  }
}
