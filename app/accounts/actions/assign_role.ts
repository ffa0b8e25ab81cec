import db from '@adonisjs/lucid/services/db'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'
import User, { type MainRole, type Role } from '#app/accounts/models/user'
import { THETA } from '#app/accounts/realms'
import UserNotFound from '#app/accounts/exceptions/user_not_found'

/** Gives an account a role. Without one of administration, its sessions of the dashboard end. */
export default class AssignRole {
  /** @throws {UserNotFound} */
  async handle({
    email,
    ...roles
  }: {
    email: string
    role: Role
    mainrole: MainRole
  }): Promise<User> {
    return db.transaction(async (trx) => {
      const user = await User.query({ client: trx })
        .where({ realm: THETA, email })
        .forUpdate()
        .first()
      if (!user) throw new UserNotFound()
      await user.merge(roles).save()
      if (!user.mayAdminister) await dashboardSessions.revokeAll(user.id, trx)
      return user
    })
  }
}
