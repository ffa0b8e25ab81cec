import type { DateTime } from 'luxon'
import { BaseModel, beforeCreate, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { newId } from '#app/platform/ids'
import User from '#app/accounts/models/user'

/** A device on which someone is signed in to the dashboard. Its cookie holds the id and the secret. */
export default class DashboardSession extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare userId: string

  @column({ serializeAs: null })
  declare secretHash: string

  @column()
  declare userAgent: string

  @column()
  declare ip: string

  @column({ consume: Boolean })
  declare remembered: boolean

  @column.dateTime()
  declare lastUsedAt: DateTime

  @column.dateTime()
  declare expiresAt: DateTime

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>

  @beforeCreate()
  static assignId(session: DashboardSession) {
    session.id ??= newId()
  }
}
