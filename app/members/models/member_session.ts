import type { DateTime } from 'luxon'
import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import Member from '#app/members/models/member'

/** Device that is signed in to the message board. Deleting the row signs it out. */
export default class MemberSession extends BaseModel {
  static table = 'member_sessions'
  static selfAssignPrimaryKey = true

  /** UUID; survives the rotation of tokens. */
  @column({ isPrimary: true })
  declare id: string

  @column()
  declare memberId: number

  @column()
  declare ip: string

  /** Description of the device, see `describeDevice`. */
  @column()
  declare userAgent: string

  @column()
  declare location: string

  @column.dateTime()
  declare lastUsedAt: DateTime

  @column.dateTime()
  declare expiresAt: DateTime

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => Member)
  declare member: BelongsTo<typeof Member>
}
