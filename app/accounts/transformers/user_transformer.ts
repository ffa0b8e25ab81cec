import { BaseTransformer } from '@adonisjs/core/transformers'
import type User from '#app/accounts/models/user'

/** A user as the frontend knows one; `subscription` must have been loaded. */
export default class UserTransformer extends BaseTransformer<User> {
  toObject() {
    const { id, name, email, role, mainrole, subscription, createdAt, updatedAt } = this.resource
    return {
      _id: id,
      name,
      email,
      role,
      mainrole,
      subscription,
      createdAt: createdAt.toJSDate().toISOString(),
      updatedAt: updatedAt.toJSDate().toISOString(),
    }
  }
}
