import User from '#app/accounts/models/user'

/** Everyone but whoever asks, oldest account first, each with the ids of the courses that they may watch. */
export default class ListUsers {
  async handle({ but }: { but: string }): Promise<User[]> {
    return User.query()
      .whereNot('id', but)
      .preload('enrollments', (enrollments) => enrollments.orderBy('id'))
      .orderBy('createdAt')
      .orderBy('id')
  }
}
