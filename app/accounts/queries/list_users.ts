import User from '#app/accounts/models/user'

/** Lists all users except the current one, oldest first, each with the ids of their courses. */
export default class ListUsers {
  async handle({ but }: { but: string }): Promise<User[]> {
    return User.query()
      .whereNot('id', but)
      .preload('enrollments', (enrollments) => enrollments.orderBy('id'))
      .orderBy('createdAt')
      .orderBy('id')
  }
}
