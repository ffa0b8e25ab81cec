import type { DateTime } from 'luxon'
import { BaseModel, beforeCreate, column, hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import { newId } from '#app/platform/ids'
import Enrollment from '#app/accounts/models/enrollment'

export type Role = 'user' | 'admin'
export type MainRole = 'user' | 'superadmin'

/** A learner or an administrator of Theta. The e-mail is stored normalized and is unique. */
export default class User extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare name: string

  @column()
  declare email: string

  /** An argon2id hash; on imported accounts a bcrypt one until their first sign-in. */
  @column({ serializeAs: null })
  declare password: string

  @column()
  declare role: Role

  @column()
  declare mainrole: MainRole

  @column.dateTime()
  declare blockedAt: DateTime | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @hasMany(() => Enrollment)
  declare enrollments: HasMany<typeof Enrollment>

  /** Ids of the courses that the user may watch; `enrollments` must have been loaded. */
  get subscription(): string[] {
    return this.enrollments.map(({ courseId }) => courseId)
  }

  get isAdministrator(): boolean {
    return this.role === 'admin'
  }

  get isSuperAdministrator(): boolean {
    return this.mainrole === 'superadmin'
  }

  /** Whether the dashboard is open to this account. */
  get mayAdminister(): boolean {
    return this.isAdministrator || this.isSuperAdministrator
  }

  @beforeCreate()
  static assignId(user: User) {
    user.id ??= newId()
  }
}
