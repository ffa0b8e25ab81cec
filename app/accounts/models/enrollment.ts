import { column } from '@adonisjs/lucid/orm'
import { DatedRow } from '#app/platform/sql/row'

/** A user's access to a course, unique for each user and course. */
export default class Enrollment extends DatedRow {
  @column()
  declare userId: string

  @column()
  declare courseId: string

  /**
   * Administrator who granted the course, as named in the audit log; `null` if it was bought or
   * free.
   */
  @column()
  declare grantedBy: string | null

  @column()
  declare reason: string | null
}
