import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User from '#app/accounts/models/user'
import UserNotFound from '#app/accounts/exceptions/user_not_found'

/** Names an account: operators know its e-mail, pages its id. */
export type AccountReference =
  { userId: string; email?: undefined } | { email: string; userId?: undefined }

/** Reads an account that is to be changed, and locks it. @throws {UserNotFound} */
export async function lockAccount(
  { userId, email }: AccountReference,
  trx: TransactionClientContract
): Promise<User> {
  const user = await User.query({ client: trx })
    .if(userId, (query) => query.where('id', userId!))
    .if(email !== undefined, (query) => query.where('email', email!))
    .forUpdate()
    .first()
  if (!user) throw new UserNotFound()
  return user
}

/**
 * Super administrators who can sign in, locked one after the other in the same order: of several who are demoted at
 * once the last one stays. Lock them ahead of the account.
 */
export async function lockSuperAdministrators(trx: TransactionClientContract): Promise<User[]> {
  return User.query({ client: trx })
    .where('mainrole', 'superadmin')
    .whereNull('blockedAt')
    .orderBy('id')
    .forUpdate()
}
