import { inject } from '@adonisjs/core'
import AccessTokens from '#app/accounts/access_tokens'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import Enrollment from '#app/accounts/models/enrollment'
import User from '#app/accounts/models/user'
import { roleNameOf } from '#app/accounts/roles'
import type PersonalData from '#app/platform/personal_data'

/** The account with its courses and signed-in devices. */
@inject()
export default class AccountData implements PersonalData {
  readonly name = 'account'

  constructor(
    private accessTokens: AccessTokens,
    private dashboardSessions: DashboardSessions
  ) {}

  async of(userId: string) {
    const user = await User.findOrFail(userId)
    const enrollments = await Enrollment.query().where('userId', userId).orderBy('createdAt')
    const dashboardSessions = await this.dashboardSessions.of(userId)
    const accessTokens = await this.accessTokens.of(userId)
    return {
      id: user.id,
      name: user.name,
      email: user.email,
      role: roleNameOf(user),
      createdAt: user.createdAt,
      blockedAt: user.blockedAt,
      courses: enrollments.map(({ courseId, grantedBy, reason, createdAt }) => {
        return { courseId, isGranted: grantedBy !== null, reason, since: createdAt }
      }),
      devices: [
        ...dashboardSessions.map(({ userAgent, ip, lastUsedAt }) => {
          return { userAgent, ip, lastUsedAt }
        }),
        ...accessTokens.map(({ userAgent, lastUsedAt }) => {
          return { userAgent, lastUsedAt }
        }),
      ],
    }
  }
}
