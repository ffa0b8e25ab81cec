import { inject } from '@adonisjs/core'
import WrongPassword from '#app/accounts/exceptions/wrong_password'
import Passwords from '#app/identity/passwords'

/** Verifies the password of the user who is signed in. */
@inject()
export default class ConfirmPassword {
  constructor(private passwords: Passwords) {}

  /** @throws {WrongPassword} */
  async handle(user: { password: string }, password: string): Promise<void> {
    const { matches } = await this.passwords.check(user.password, password)
    if (!matches) throw new WrongPassword()
  }
}
