import User from '#app/accounts/models/user'
import { THETA } from '#app/accounts/realms'

/** Everyone but whoever asks, oldest account first, each with the ids of the courses that they may watch. */
export default class ListUsers {
  async handle({ but }: { but: string }): Promise<User[]> {
    const users = await User.query()
      .where('realm', THETA)
      .whereNot('id', but)
      .preload('enrollments', (enrollments) => enrollments.orderBy('id'))
      .orderBy('createdAt')
      .orderBy('id')
    for (const user of users) user.subscription = user.enrollments.map(({ courseId }) => courseId)
    return users
  }
}
