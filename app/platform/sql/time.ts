import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'

/** A time as the SQL engine in use compares and stores it; columns of models do this by themselves, conditions don't. */
export function sqlTime(time: DateTime): string {
  return time.toUTC().toFormat(db.connection().dialect.dateTimeFormat)
}

/** A time as an engine's driver gives it. */
export type SqlTime = Date | number | string

/**
 * A time as a hand-written query answers it: PostgreSQL's driver gives dates; in SQLite it is milliseconds where a
 * date was bound, and else text in UTC.
 */
export function timeFromSql(time: SqlTime): DateTime {
  return DateTime.fromJSDate(dateFromSql(time))
}

/** The same as a plain date, for queries that every request makes. */
export function dateFromSql(time: SqlTime): Date {
  return new Date(typeof time === 'string' ? `${time.replace(' ', 'T')}Z` : time)
}
