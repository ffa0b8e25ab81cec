import { inject } from '@adonisjs/core'
import Passwords from '#app/identity/passwords'
import User from '#app/accounts/models/user'
import AccountBlocked from '#app/accounts/exceptions/account_blocked'
import WrongCredentials from '#app/accounts/exceptions/wrong_credentials'

/** Tells whose e-mail and password these are. An imported password hash is replaced on the way. */
@inject()
export default class CheckCredentials {
  constructor(private passwords: Passwords) {}

  /**
   * @throws {WrongCredentials} the same, and as late, for an unknown e-mail and for a wrong password
   * @throws {AccountBlocked} to whoever knows the password
   */
  async handle({ email, password }: { email: string; password: string }): Promise<User> {
    const user = await User.query().where('email', email).preload('enrollments').first()
    const { matches, newHash } = await this.passwords.check(user?.password ?? null, password)
    if (!user || !matches) throw new WrongCredentials()
    if (user.blockedAt) throw new AccountBlocked()

    const passwordHash = newHash ?? user.password
    await User.query()
      .where({ id: user.id, password: user.password })
      .update({ password: passwordHash })
    user.password = passwordHash
    return user
  }
}
