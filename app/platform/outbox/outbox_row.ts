import type { DateTime } from 'luxon'
import { beforeCreate, column } from '@adonisjs/lucid/orm'
import { newId } from '#app/platform/ids'
import JobRow from '#app/platform/jobs/job_row'

/** Event whose listeners have not all succeeded yet; it is deleted once they have. */
export default class OutboxRow extends JobRow {
  static table = 'outbox'

  @column()
  declare kind: string

  /** JSON; encrypted for confidential events. */
  @column()
  declare payload: string

  @column()
  declare state: 'waiting' | 'failed'

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @beforeCreate()
  static assignId(row: OutboxRow) {
    row.id ??= newId()
  }
}
