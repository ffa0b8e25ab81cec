import type { DateTime } from 'luxon'
import { BaseModel, column } from '@adonisjs/lucid/orm'

/** A multipart upload in progress, or failed and not yet dismissed. */
export default class Upload extends BaseModel {
  static table = 'resumable_uploads'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  /** Id of the sender in the account system that the purpose belongs to. */
  @column()
  declare ownerId: string

  /** Name of a `Purpose`. */
  @column()
  declare purpose: string

  /** Destination of the file, in a format defined by the purpose's capability. */
  @column()
  declare subject: string | null

  /** Name of the file on the sender's device. */
  @column()
  declare name: string

  @column({ consume: Number })
  declare sizeInBytes: number

  /** Reason for the failure, for people. */
  @column()
  declare reason: string | null

  @column.dateTime()
  declare failedAt: DateTime | null

  /** Time of the last request for this upload. */
  @column.dateTime()
  declare lastSeenAt: DateTime

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime
}
