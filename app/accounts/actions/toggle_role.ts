import db from '@adonisjs/lucid/services/db'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'
import User, { type Role } from '#app/accounts/models/user'
import UserNotFound from '#app/accounts/exceptions/user_not_found'

/** Makes an administrator of a user, or a user of an administrator, whose sessions of the dashboard then end. */
export default class ToggleRole {
  /** @throws {UserNotFound} */
  async handle({ userId }: { userId: string }): Promise<Role> {
    return db.transaction(async (trx) => {
      const user = await User.query({ client: trx }).where('id', userId).forUpdate().first()
      if (!user) throw new UserNotFound()
      await user.merge({ role: user.isAdministrator ? 'user' : 'admin' }).save()
      if (!user.mayAdminister) await dashboardSessions.revokeAll(user.id, trx)
      return user.role
    })
  }
}
