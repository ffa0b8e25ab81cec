import type { DateTime } from 'luxon'
import { BaseModel, beforeCreate, column } from '@adonisjs/lucid/orm'
import { newId } from '#app/platform/ids'

/** A user's right to learn a course; one row for each pair of them. */
export default class Enrollment extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  @column()
  declare userId: string

  @column()
  declare courseId: string

  /** Who gave the course away, as the audit log names them; `null` where it was bought or taken for free. */
  @column()
  declare grantedBy: string | null

  @column()
  declare reason: string | null

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @beforeCreate()
  static assignId(enrollment: Enrollment) {
    enrollment.id ??= newId()
  }
}
