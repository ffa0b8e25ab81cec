import { DateTime } from 'luxon'
import { BaseModel, column } from '@adonisjs/lucid/orm'

/** Refresh token of a session. Only the hash of its `jti` is stored. */
export default class RefreshToken extends BaseModel {
  static table = 'member_refresh_tokens'

  @column({ isPrimary: true })
  declare id: number

  @column()
  declare sessionId: string

  @column()
  declare jtiHash: string

  /** Token that was exchanged for this one. */
  @column()
  declare parentId: number | null

  /** Time since which showing it again counts as a retry or as reuse. */
  @column({
    prepare: (time: DateTime | null) => time?.toMillis() ?? null,
    consume: (time: number | string | null) =>
      time === null ? null : DateTime.fromMillis(Number(time), { zone: 'utc' }),
  })
  declare usedAt: DateTime | null

  /** Time at which one of its successors was first used, which proves that the client received it. */
  @column.dateTime()
  declare succeededAt: DateTime | null

  @column.dateTime()
  declare voidedAt: DateTime | null

  @column.dateTime()
  declare expiresAt: DateTime

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime
}
