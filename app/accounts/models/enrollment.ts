import { column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'

/** A user's right to learn a course; one row for each pair of them. */
export default class Enrollment extends DatedRow {
  @column()
  declare userId: string

  @column()
  declare courseId: string

  /** Who gave the course away, as the audit log names them; `null` where it was bought or taken for free. */
  @column()
  declare grantedBy: string | null

  @column()
  declare reason: string | null
}
