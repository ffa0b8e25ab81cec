import { inject } from '@adonisjs/core'
import { searchable } from '#app/platform/search_text'
import { containing } from '#app/platform/sql/like'
import User from '#app/accounts/models/user'
import CatalogCache, { type LectureTitle } from '#app/catalog/cache/catalog_cache'
import { isDraft } from '#app/catalog/documents/course'
import type Order from '#app/payments/models/order'
import { ordersFitting } from '#app/payments/money_filter'

/** Maximum number of results of each kind; lists with filters show the rest. */
const SHOWN = 6

export interface Found {
  courses: { id: string; title: string; category: string; isDraft: boolean }[]
  lectures: Omit<LectureTitle, 'searchText'>[]
  people: Pick<User, 'id' | 'name' | 'email'>[]
  orders: Pick<Order, 'id' | 'user' | 'courseTitle' | 'gatewayOrderId' | 'amountInPaise'>[]
}

/**
 * Finds courses and lectures by part of the title, people by part of the name or e-mail, and orders
 * by full id or e-mail.
 */
@inject()
export default class SearchEverything {
  constructor(private catalog: CatalogCache) {}

  async handle(text: string): Promise<Found> {
    const [courses, lectures, people, orders] = await Promise.all([
      this.catalog.courses(),
      this.catalog.lectureTitles(),
      User.query()
        .select('id', 'name', 'email')
        .whereRaw("search_text like ? escape '\\'", [containing(text)])
        .orderBy('searchText')
        .limit(SHOWN),
      ordersFitting({ search: text }).preload('user').orderBy('createdAt', 'desc').limit(SHOWN),
    ])
    const wanted = searchable(text)
    return {
      courses: courses
        .filter(({ title }) => searchable(title).includes(wanted))
        .slice(0, SHOWN)
        .map((course) => ({
          id: course._id.toHexString(),
          title: course.title,
          category: course.category,
          isDraft: isDraft(course),
        })),
      lectures: lectures.filter(({ searchText }) => searchText.includes(wanted)).slice(0, SHOWN),
      people,
      orders,
    }
  }
}
