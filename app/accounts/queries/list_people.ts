import type { ModelPaginatorContract, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { isId } from '#app/platform/ids'
import { containing } from '#app/platform/sql/like'
import type { Period } from '#app/platform/sql/period'
import { sqlTime } from '#app/platform/sql/time'
import User from '#app/accounts/models/user'
import { ROLES, type RoleName } from '#app/accounts/roles'
import type { PEOPLE_ORDERS } from '#app/accounts/validators/people'

export interface PeopleFilter extends Period {
  /** Part of a name or e-mail, or an id. */
  search?: string
  role?: RoleName
  state?: 'active' | 'blocked'
}

const PEOPLE_A_PAGE = 50

/** People of an export held in memory. */
const BATCH = 500

/** Lists accounts page by page, each with its number of courses. */
export default class ListPeople {
  async handle(
    filter: PeopleFilter,
    { sort = '-joined', page = 1 }: { sort?: (typeof PEOPLE_ORDERS)[number]; page?: number }
  ): Promise<ModelPaginatorContract<User>> {
    const direction = sort.startsWith('-') ? 'desc' : 'asc'
    return this.fitting(filter)
      .withCount('enrollments')
      .if(
        sort.endsWith('name'),
        (query) => query.orderBy('searchText', direction),
        (query) => query.orderBy('createdAt', direction)
      )
      .orderBy('id', direction)
      .paginate(page, PEOPLE_A_PAGE)
  }

  /** All accounts that fit, in batches in the order of their ids. */
  async *all(filter: PeopleFilter): AsyncGenerator<User[]> {
    let last = ''
    for (;;) {
      const people: User[] = await this.fitting(filter)
        .where('id', '>', last)
        .withCount('enrollments')
        .orderBy('id')
        .limit(BATCH)
      yield people
      if (people.length < BATCH) return
      last = people[people.length - 1].id
    }
  }

  private fitting({ search, role, state, from, until }: PeopleFilter) {
    return User.query()
      .whereNull('erasedAt')
      .if(search, (query) => query.where((either) => named(either, search!)))
      .if(role === 'super', (query) => query.where('mainrole', ROLES.super.mainrole))
      .if(role && role !== 'super', (query) => query.where(ROLES[role!]))
      .if(state === 'active', (query) => query.whereNull('blockedAt'))
      .if(state === 'blocked', (query) => query.whereNotNull('blockedAt'))
      .if(from, (query) => query.where('createdAt', '>=', sqlTime(from!)))
      .if(until, (query) => query.where('createdAt', '<', sqlTime(until!)))
  }
}

function named(query: ModelQueryBuilderContract<typeof User>, search: string) {
  query
    .whereRaw("search_text like ? escape '\\'", [containing(search)])
    .if(isId(search), (either) => either.orWhere('id', search.toLowerCase()))
}
