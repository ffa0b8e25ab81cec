import type User from '#app/accounts/models/user'
import type SignedInUser from '#app/accounts/signed_in_user'

/** A user as the frontend knows one; the enrollments of a model must have been loaded. */
export function userJson(user: User | SignedInUser) {
  const { id, name, email, role, mainrole, subscription, createdAt, updatedAt } = user
  return {
    _id: id,
    name,
    email,
    role,
    mainrole,
    subscription,
    createdAt: new Date(createdAt.valueOf()).toISOString(),
    updatedAt: new Date(updatedAt.valueOf()).toISOString(),
  }
}
