import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import User from '#app/accounts/models/user'
import UserNotFound from '#app/accounts/exceptions/user_not_found'

/** Identifies an account: by e-mail on the console, by id on pages. */
export type AccountReference =
  { userId: string; email?: undefined } | { email: string; userId?: undefined }

/** Finds an account and locks it for a change. @throws {UserNotFound} */
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
 * Locks the super administrators who can sign in, always in the same order, so that of several
 * concurrent demotions the last super administrator survives. Must be called before the account is
 * locked.
 */
export async function lockSuperAdministrators(trx: TransactionClientContract): Promise<User[]> {
  return User.query({ client: trx })
    .where('mainrole', 'superadmin')
    .whereNull('blockedAt')
    .orderBy('id')
    .forUpdate()
}
