import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'

/** A time as the SQL engine in use compares and stores it; columns of models do this by themselves, conditions don't. */
export function sqlTime(time: DateTime): string {
  return time.toUTC().toFormat(db.connection().dialect.dateTimeFormat)
}

/**
 * A time as a hand-written query answers it: PostgreSQL's driver gives dates; in SQLite it is milliseconds where a
 * date was bound, and else text in UTC.
 */
export function timeFromSql(time: Date | number | string): DateTime {
  if (typeof time === 'string') return DateTime.fromMillis(Date.parse(`${time.replace(' ', 'T')}Z`))
  return DateTime.fromMillis(time.valueOf())
}
