import type { DateTime } from 'luxon'
import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import Member from '#app/members/models/member'

export default class Message extends BaseModel {
  static table = 'member_messages'

  @column({ isPrimary: true })
  declare id: number

  /** `null` once the author's account is deleted. */
  @column()
  declare authorId: number | null

  /** Markdown, as it was written. */
  @column()
  declare message: string

  @column({ consume: Boolean })
  declare edited: boolean

  /** Id of the job that will delete it. Until then it is hidden, and can be restored. */
  @column()
  declare deletion: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  @belongsTo(() => Member, { foreignKey: 'authorId' })
  declare author: BelongsTo<typeof Member>
}
