import db from '@adonisjs/lucid/services/db'
import hash from '@adonisjs/core/services/hash'
import AccessTokens from '#app/accounts/access_tokens'
import EnrollUser from '#app/accounts/actions/enroll_user'
import User from '#app/accounts/models/user'

export const PASSWORD = 'correct horse battery'

let passwordHash: Promise<string> | undefined
let people = 0

/** An account, by default a learner's, whose password is `PASSWORD`. */
export async function aLearner(attributes: Partial<User> = {}): Promise<User> {
  passwordHash ??= hash.make(PASSWORD)
  const number = ++people
  return User.create({
    name: `Learner ${number}`,
    email: `learner-${number}@theta.example`,
    password: await passwordHash,
    role: 'user',
    mainrole: 'user',
    ...attributes,
  })
}

export const anAdministrator = (attributes: Partial<User> = {}) =>
  aLearner({ role: 'admin', ...attributes })

export const aSuperAdministrator = () => anAdministrator({ mainrole: 'superadmin' })

/** The header in which the frontend sends the token. */
export async function tokenOf(user: User): Promise<{ token: string }> {
  const { text } = await new AccessTokens().issue(user)
  return { token: text }
}

export async function enroll(user: User, course: { _id: unknown }) {
  await db.transaction((trx) =>
    new EnrollUser().handle({ userId: user.id, courseId: String(course._id) }, trx)
  )
}

/** The header that the frontend sends when nobody is signed in. */
export const SIGNED_OUT: Record<string, string>[] = [{}, { token: 'null' }]
