import { containing } from '#app/platform/sql/like'
import User from '#app/accounts/models/user'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import type Order from '#app/payments/models/order'
import { ordersFitting } from '#app/payments/money_filter'

/** Maximum number of results of each kind; lists with filters show the rest. */
const SHOWN = 6

export interface Found {
  courses: { id: string; title: string; category: string }[]
  lectures: { id: string; title: string; courseId: string }[]
  people: Pick<User, 'id' | 'name' | 'email'>[]
  orders: Pick<Order, 'id' | 'courseTitle' | 'gatewayOrderId' | 'amountInPaise'>[]
}

/**
 * Finds courses and lectures by part of the title, people by part of the name or e-mail, and orders
 * by full id or e-mail.
 */
export default class SearchEverything {
  async handle(text: string): Promise<Found> {
    const title = new RegExp(text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'), 'i')
    const [courses, lectures, people, orders] = await Promise.all([
      CourseDocument.find({ title }).select('title category').limit(SHOWN).lean(),
      LectureDocument.find({ title }).select('title course').limit(SHOWN).lean(),
      User.query()
        .select('id', 'name', 'email')
        .where((query) =>
          query
            .whereRaw("lower(name) like ? escape '\\'", [containing(text)])
            .orWhereRaw("email like ? escape '\\'", [containing(text)])
        )
        .orderByRaw('lower(name)')
        .limit(SHOWN),
      ordersFitting({ search: text }).orderBy('createdAt', 'desc').limit(SHOWN),
    ])
    return {
      courses: courses.map(({ _id, ...course }) => ({ id: _id.toHexString(), ...course })),
      lectures: lectures.map(({ _id, title: name, course }) => ({
        id: _id.toHexString(),
        title: name,
        courseId: course.toHexString(),
      })),
      people,
      orders,
    }
  }
}
