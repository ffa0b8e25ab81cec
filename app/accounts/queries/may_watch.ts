import User from '#app/accounts/models/user'
import Enrollment from '#app/accounts/models/enrollment'

/** Tells whether a user may watch a course now, without a token: enrolled or an administrator, and not blocked. */
export default class MayWatch {
  async handle({ userId, courseId }: { userId: string; courseId: string }): Promise<boolean> {
    const user = await User.query()
      .where('id', userId)
      .whereNull('blockedAt')
      .where((either) =>
        either
          .where('role', 'admin')
          .orWhereExists(
            Enrollment.query().where({ courseId }).whereColumn('enrollments.user_id', 'users.id')
          )
      )
      .select('id')
      .first()
    return user !== null
  }
}
