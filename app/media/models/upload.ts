import type { DateTime } from 'luxon'
import { BaseModel, column } from '@adonisjs/lucid/orm'

/** An upload in parts: there while it is under way, and after it has failed until someone has dealt with it. */
export default class Upload extends BaseModel {
  static table = 'resumable_uploads'
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  /** Who sends it, among the accounts of the system that the purpose belongs to. */
  @column()
  declare ownerId: string

  /** The name of a `Purpose`. */
  @column()
  declare purpose: string

  /** What the file is meant for, in words that the capability of its purpose understands. */
  @column()
  declare subject: string | null

  /** The file's name on the sender's device. */
  @column()
  declare name: string

  @column({ consume: Number })
  declare sizeInBytes: number

  /** Why it has failed, in words for people. */
  @column()
  declare reason: string | null

  @column.dateTime()
  declare failedAt: DateTime | null

  /** When a part of it last arrived, or was asked for. */
  @column.dateTime()
  declare lastSeenAt: DateTime

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime
}
