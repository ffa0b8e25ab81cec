import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import { nameIn } from '#app/accounts/audited_account'
import AccessTokens from '#app/accounts/access_tokens'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import UserNotFound from '#app/accounts/exceptions/user_not_found'
import Enrollment from '#app/accounts/models/enrollment'
import User from '#app/accounts/models/user'
import ProgressByCourse from '#app/learning/queries/progress_by_course'
import Order from '#app/payments/models/order'

/** Maximum number of rows of each kind on a person's page; separate lists show all. */
export const ROWS_SHOWN = 100

/** Everything about a person, in a fixed number of queries. */
@inject()
export default class DescribePerson {
  constructor(
    private accessTokens: AccessTokens,
    private dashboardSessions: DashboardSessions,
    private progressByCourse: ProgressByCourse
  ) {}

  /** @throws {UserNotFound} */
  async handle(userId: string) {
    const person = await User.query()
      .where('id', userId)
      .select('*')
      .select(User.query().client.raw(SECOND_FACTOR))
      .withCount('enrollments')
      .first()
    if (!person) throw new UserNotFound()

    const enrollments = await Enrollment.query()
      .where('userId', userId)
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(ROWS_SHOWN)
    const orders = await Order.query()
      .where('userId', userId)
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(ROWS_SHOWN)
    const courseIds = enrollments.map(({ courseId }) => courseId)
    const progress = await this.progressByCourse.handle(userId, courseIds)

    const sessions = await this.dashboardSessions.of(userId)
    const tokens = await this.accessTokens.of(userId)
    return {
      person,
      lastActiveAt: latest([...sessions, ...tokens].map(({ lastUsedAt }) => lastUsedAt)),
      hasSecondFactor: Boolean(Number(person.$extras.second_factors)),
      enrollmentCount: Number(person.$extras.enrollments_count),
      enrollments: enrollments.map((enrollment) => ({
        enrollment,
        grantedBy: enrollment.grantedBy && nameIn(enrollment.grantedBy),
        progress: progress.get(enrollment.courseId)!,
      })),
      orders,
      sessions,
      tokens,
    }
  }
}

/** Latest of the times of use; null for someone who is signed in nowhere. */
function latest(times: (DateTime | null)[]): DateTime | null {
  return DateTime.max(...times.filter((time) => time !== null)) ?? null
}

const SECOND_FACTOR = `(
  select count(*) from second_factors
  where second_factors.user_id = users.id and second_factors.confirmed_at is not null
) as second_factors`
