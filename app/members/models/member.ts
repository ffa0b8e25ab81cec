import type { DateTime } from 'luxon'
import { BaseModel, beforeSave, column, hasMany } from '@adonisjs/lucid/orm'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import MemberSession from '#app/members/models/member_session'
import Message from '#app/members/models/message'
import type { MemberRole } from '#app/members/roles'

/** Account of the message board. Not related to Theta's users. */
export default class Member extends BaseModel {
  static table = 'members'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare username: string

  /** User name in lower case, which is unique. */
  @column({ serializeAs: null })
  declare usernameKey: string

  @column()
  declare firstname: string

  @column()
  declare middlename: string | null

  @column()
  declare lastname: string | null

  /** Key of the image in the file store. */
  @column()
  declare avatar: string | null

  @column()
  declare role: MemberRole

  @column({ serializeAs: null })
  declare password: string

  @column.dateTime()
  declare lastActiveAt: DateTime

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  /** Time of the last change of the profile, role or password. */
  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @hasMany(() => MemberSession)
  declare sessions: HasMany<typeof MemberSession>

  @hasMany(() => Message, { foreignKey: 'authorId' })
  declare messages: HasMany<typeof Message>

  @beforeSave()
  static deriveKey(member: Member) {
    if (member.$dirty.username !== undefined) member.usernameKey = usernameKey(member.username)
  }
}

/** Form in which user names are compared. */
export function usernameKey(username: string): string {
  return username.toLowerCase()
}
