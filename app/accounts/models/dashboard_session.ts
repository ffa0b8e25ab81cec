import type { DateTime } from 'luxon'
import { belongsTo, column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import User from '#app/accounts/models/user'

/** Device that is signed in to the dashboard. Its cookie contains the id and the secret. */
export default class DashboardSession extends DatedRow {
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

  @belongsTo(() => User)
  declare user: BelongsTo<typeof User>
}
