import type { ModelPaginatorContract } from '@adonisjs/lucid/types/model'
import { containing } from '#app/platform/sql/like'
import Member from '#app/members/models/member'
import type { MemberRole } from '#app/members/roles'

export interface BoardMembersFilter {
  /** Part of a user name or name. */
  search?: string
  role?: MemberRole
}

const MEMBERS_A_PAGE = 50

/** Lists members for the dashboard, most recently active first, with their numbers of sessions. */
export default class ListBoardMembers {
  async handle(
    { search, role }: BoardMembersFilter,
    page = 1
  ): Promise<ModelPaginatorContract<Member>> {
    return Member.query()
      .withCount('sessions')
      .withCount('messages')
      .if(search, (query) =>
        query.where((either) => {
          for (const column of ['username', 'firstname', 'lastname'])
            either.orWhereRaw(`lower(${column}) like ? escape '\\'`, [containing(search!)])
        })
      )
      .if(role, (query) => query.where('role', role!))
      .orderBy('lastActiveAt', 'desc')
      .orderBy('id')
      .paginate(page, MEMBERS_A_PAGE)
  }
}
