import { inject } from '@adonisjs/core'
import { isUniqueViolation } from '#app/platform/sql/unique_violation'
import Passwords from '#app/accounts/passwords'
import { THETA } from '#app/accounts/realms'
import User, { type MainRole, type Role } from '#app/accounts/models/user'
import EmailTaken from '#app/accounts/exceptions/email_taken'

export interface AccountInput {
  name: string
  email: string
  password: string
  role: Role
  mainrole: MainRole
}

/** Makes an account that needs no code: an operator answers for the e-mail. */
@inject()
export default class CreateAccount {
  constructor(private passwords: Passwords) {}

  /** @throws {EmailTaken} */
  async handle({ password, ...input }: AccountInput): Promise<User> {
    const passwordHash = await this.passwords.hash(password)
    try {
      return await User.create({ realm: THETA, ...input, password: passwordHash })
    } catch (error) {
      throw isUniqueViolation(error) ? new EmailTaken() : error
    }
  }
}
