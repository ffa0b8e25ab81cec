import { inject } from '@adonisjs/core'
import Passwords from '#app/identity/passwords'
import User from '#app/accounts/models/user'
import AccountBlocked from '#app/accounts/exceptions/account_blocked'
import WrongCredentials from '#app/accounts/exceptions/wrong_credentials'

/** Verifies an e-mail and password. An imported password hash is replaced in the process. */
@inject()
export default class CheckCredentials {
  constructor(private passwords: Passwords) {}

  /**
   * @throws {WrongCredentials} for an unknown e-mail and a wrong password alike, after the same
   * time
   * @throws {AccountBlocked} only if the password is correct
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
