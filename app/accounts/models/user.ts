import type { DateTime } from 'luxon'
import { beforeSave, column, hasMany } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import Enrollment from '#app/accounts/models/enrollment'
import { userSearchText } from '#app/accounts/user_search_text'

export type Role = 'user' | 'admin'
export type MainRole = 'user' | 'superadmin'

/** Learner or administrator of Theta. The e-mail is stored normalized and is unique. */
export default class User extends DatedRow {
  @column()
  declare name: string

  @column()
  declare email: string

  /** Name and e-mail, as the dashboard searches and sorts them. */
  @column({ serializeAs: null })
  declare searchText: string

  /** argon2id hash; imported accounts have a bcrypt hash until their first sign-in. */
  @column({ serializeAs: null })
  declare password: string

  @column()
  declare role: Role

  @column()
  declare mainrole: MainRole

  @column.dateTime()
  declare blockedAt: DateTime | null

  /** Time at which the person was erased; the row remains for the orders that refer to it. */
  @column.dateTime()
  declare erasedAt: DateTime | null

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @hasMany(() => Enrollment)
  declare enrollments: HasMany<typeof Enrollment>

  @beforeSave()
  static keepSearchText(user: User) {
    if (user.$dirty.name !== undefined || user.$dirty.email !== undefined)
      user.searchText = userSearchText(user)
  }

  /** Ids of the courses that the user is enrolled in; `enrollments` must be loaded. */
  get subscription(): string[] {
    return this.enrollments.map(({ courseId }) => courseId)
  }
}
