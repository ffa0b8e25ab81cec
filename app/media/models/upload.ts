import type { DateTime } from 'luxon'
import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import User from '#app/accounts/models/user'

/** An upload in parts: there while it is under way, and after it has failed until someone has seen to it. */
export default class Upload extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare userId: string

  /** What the file is called where it comes from. */
  @column()
  declare name: string

  @column({ consume: Number })
  declare sizeInBytes: number

  /** Where it becomes a lecture. */
  @column()
  declare courseId: string | null

  /** Whose media it replaces. */
  @column()
  declare lectureId: string | null

  /** Why it has failed, in words for people. */
  @column()
  declare reason: string | null

  @column.dateTime()
  declare failedAt: DateTime | null

  /** When a part of it came in last, or was asked for. */
  @column.dateTime()
  declare lastSeenAt: DateTime

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>
}
