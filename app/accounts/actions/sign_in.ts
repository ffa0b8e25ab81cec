import { inject } from '@adonisjs/core'
import { accessTokens } from '#app/accounts/access_tokens'
import Passwords from '#app/accounts/passwords'
import { THETA } from '#app/accounts/realms'
import User from '#app/accounts/models/user'
import AccountBlocked from '#app/accounts/exceptions/account_blocked'
import WrongCredentials from '#app/accounts/exceptions/wrong_credentials'

/** Exchanges an e-mail and a password for an access token. */
@inject()
export default class SignIn {
  constructor(private passwords: Passwords) {}

  /**
   * @throws {WrongCredentials} the same, and as late, for an unknown e-mail and for a wrong password
   * @throws {AccountBlocked} to whoever knows the password
   */
  async handle({
    email,
    password,
  }: {
    email: string
    password: string
  }): Promise<{ user: User; token: string }> {
    const user = await User.query().where({ realm: THETA, email }).preload('enrollments').first()
    const { matches, newHash } = await this.passwords.check(user?.password ?? null, password)
    if (!user || !matches) throw new WrongCredentials()
    if (user.blockedAt) throw new AccountBlocked()

    const passwordHash = newHash ?? user.password
    await User.query()
      .where({ id: user.id, password: user.password })
      .update({ password: passwordHash })
    const token = await accessTokens.create(user)

    // A reset or a block that came in between has ended all sessions but this one.
    const current = await User.findOrFail(user.id)
    if (current.password !== passwordHash || current.blockedAt) {
      await accessTokens.delete(user, token.identifier as number)
      throw new WrongCredentials()
    }
    user.subscription = user.enrollments.map((enrollment) => enrollment.courseId)
    return { user, token: token.value!.release() }
  }
}
