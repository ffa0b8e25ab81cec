import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'

/**
 * Converts a time to the SQL engine's storage format. Model columns are converted automatically,
 * query conditions are not.
 */
export function sqlTime(time: DateTime): string {
  return time.toUTC().toFormat(db.connection().dialect.dateTimeFormat)
}

/** A time as the engine's driver returns it. */
export type SqlTime = Date | number | string

/**
 * Parses a time from a hand-written query. PostgreSQL's driver returns dates; SQLite returns
 * milliseconds if a date was bound, and otherwise text in UTC.
 */
export function timeFromSql(time: SqlTime): DateTime {
  return DateTime.fromJSDate(dateFromSql(time))
}

/** Like `timeFromSql`, but returns a plain date, for queries in every request. */
export function dateFromSql(time: SqlTime): Date {
  return new Date(typeof time === 'string' ? `${time.replace(' ', 'T')}Z` : time)
}
