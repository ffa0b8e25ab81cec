import type { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'

/** A time as the SQL engine in use compares and stores it; columns of models do this by themselves, conditions don't. */
export function sqlTime(time: DateTime): string {
  return time.toUTC().toFormat(db.connection().dialect.dateTimeFormat)
}
