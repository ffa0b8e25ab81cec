import type User from '#app/accounts/models/user'
import type SignedInUser from '#app/accounts/signed_in_user'

/** Serializes a user for the frontend. A model's enrollments must be loaded. */
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
