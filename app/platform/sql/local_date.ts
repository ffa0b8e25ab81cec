import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { sqlTime } from '#app/platform/sql/time'

/** Time until which a zone has the same difference to UTC. */
interface Stretch {
  until: DateTime
  offsetInSeconds: number
}

/**
 * Builds an expression for the local date of a time column, as `2026-11-21`. The zone's differences
 * to UTC are computed here: SQLite knows no zones, and PostgreSQL may know other rules than the
 * rest of the application.
 */
export function localDate(column: string, { from, until }: { from: DateTime; until: DateTime }) {
  const stretches = stretchesOf(from, until)
  const { offsetInSeconds } = stretches.pop()!
  const isPostgres = db.connection().dialect.name === 'postgres'
  const time = isPostgres ? '?::timestamptz' : '?'
  const number = isPostgres ? '?::int' : '?'
  const cases = stretches.map(() => `when ${column} < ${time} then ${number}`).join(' ')
  const offset = cases ? `(case ${cases} else ${number} end)` : number
  const bindings = stretches.flatMap((one) => [sqlTime(one.until), one.offsetInSeconds])
  const sql = isPostgres
    ? `to_char((${column} at time zone 'UTC') + ${offset} * interval '1 second', 'YYYY-MM-DD')`
    : `date(${column}, ${offset} || ' seconds')`
  return { sql, bindings: [...bindings, offsetInSeconds] }
}

/** Splits a period where the clock of its zone changes. */
export function stretchesOf(from: DateTime, until: DateTime): Stretch[] {
  const stretches: Stretch[] = []
  for (let day = from; day < until; day = day.plus({ days: 1 })) {
    const next = day.plus({ days: 1 })
    if (next.offset !== day.offset)
      stretches.push({ until: clockChange(day, next), offsetInSeconds: secondsOf(day) })
  }
  return [...stretches, { until, offsetInSeconds: secondsOf(until) }]
}

/** Finds the moment of a change between two times by bisection. */
function clockChange(before: DateTime, after: DateTime): DateTime {
  let [low, high] = [before.toMillis(), after.toMillis()]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (DateTime.fromMillis(middle, { zone: before.zone }).offset === before.offset) low = middle
    else high = middle
  }
  return DateTime.fromMillis(high, { zone: before.zone })
}

const secondsOf = ({ offset }: DateTime) => Math.round(offset * 60)
