import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import MemberNotFound from '#app/members/exceptions/member_not_found'
import Member, { usernameKey } from '#app/members/models/member'

/** Characters of user names. PostgreSQL refuses to look for some others. */
const USERNAME = /^\w+$/

/** Identifies a member by id or by user name in any case. */
export type MemberReference = { id: number } | { username: string }

/**
 * Locks a member together with all administrators, so that of two changes side by side one sees the
 * other and an administrator remains. The order of ids prevents deadlocks.
 * @throws {MemberNotFound}
 */
export async function lockMember(
  reference: MemberReference,
  trx: TransactionClientContract
): Promise<{ member: Member; isLastAdministrator: boolean }> {
  if ('username' in reference && !USERNAME.test(reference.username)) throw new MemberNotFound()
  const [column, value] =
    'id' in reference
      ? (['id', reference.id] as const)
      : (['usernameKey', usernameKey(reference.username)] as const)
  const locked = await Member.query({ client: trx })
    .where('role', 'ADMIN')
    .orWhere(column, value)
    .orderBy('id')
    .forUpdate()
  const member = locked.find((one) => one[column] === value)
  if (!member) throw new MemberNotFound()
  const others = locked.filter(({ id, role }) => role === 'ADMIN' && id !== member.id)
  return { member, isLastAdministrator: member.role === 'ADMIN' && others.length === 0 }
}
