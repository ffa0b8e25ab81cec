import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Passwords from '#app/accounts/passwords'
import User from '#app/accounts/models/user'
import SecondFactor from '#app/accounts/models/second_factor'
import WrongPassword from '#app/accounts/exceptions/wrong_password'

/** Signs in by the password alone from now on. */
@inject()
export default class RemoveSecondFactor {
  constructor(private passwords: Passwords) {}

  /** @throws {WrongPassword} */
  async handle({ userId, password }: { userId: string; password: string }): Promise<void> {
    const user = await User.findOrFail(userId)
    const { matches } = await this.passwords.check(user.password, password)
    if (!matches) throw new WrongPassword()
    await db.transaction((trx) =>
      SecondFactor.query({ client: trx }).where('userId', userId).delete()
    )
  }
}
