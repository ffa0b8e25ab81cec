import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { sqlTime } from '#app/platform/sql/time'
import { stalledBefore } from '#app/media/upload_records'
import { FAILURES_BEFORE_REPORT } from '#app/platform/outbox/failed_jobs'
import type { ComparedPeriod } from '#app/reporting/period'

export interface Counts {
  orders: number
  ordersBefore: number
  paidOrders: number
  paidOrdersBefore: number
  newLearners: number
  newLearnersBefore: number
  /** Jobs that have failed more than once. */
  failingJobs: number
  /** Uploads that failed or were interrupted. */
  failedUploads: number
  /** Findings about payments that nobody has solved. */
  openFindings: number
  /** Paid orders without a payment. */
  paidWithoutPayment: number
  /** Orders of the last 24 hours, except those of the last hour, that were not paid. */
  openOrders: number
  anyOrder: number
}

const ORDERS = 'select count(*) from orders where created_at >= ? and created_at < ?'
const LEARNERS =
  "select count(*) from users where role = 'user' and created_at >= ? and created_at < ?"

/** All SQL counts for the overview, in one query. */
export default class CountPeopleAndOrders {
  async handle(period: ComparedPeriod): Promise<Counts> {
    const current = [sqlTime(period.from), sqlTime(period.until)]
    const before = [sqlTime(period.before), sqlTime(period.beforeUntil)]
    const parts: Record<keyof Counts, [sql: string, bindings: (string | number)[]]> = {
      orders: [ORDERS, current],
      ordersBefore: [ORDERS, before],
      paidOrders: [`${ORDERS} and paid_at is not null`, current],
      paidOrdersBefore: [`${ORDERS} and paid_at is not null`, before],
      newLearners: [LEARNERS, current],
      newLearnersBefore: [LEARNERS, before],
      failingJobs: [
        'select count(*) from outbox where last_error is not null and attempts >= ?',
        [FAILURES_BEFORE_REPORT],
      ],
      failedUploads: [
        'select count(*) from resumable_uploads where failed_at is not null or last_seen_at < ?',
        [stalledBefore()],
      ],
      openFindings: ["select count(*) from findings where state = 'open'", []],
      paidWithoutPayment: [
        'select count(*) from orders where paid_at is not null and not exists (select 1 from payments where payments.order_id = orders.id)',
        [],
      ],
      openOrders: [
        `${ORDERS} and paid_at is null`,
        [sqlTime(DateTime.utc().minus({ days: 1 })), sqlTime(DateTime.utc().minus({ hours: 1 }))],
      ],
      anyOrder: ['select count(*) from (select 1 from orders limit 1) as any_order', []],
    }
    const columns = Object.entries(parts).map(([name, [sql]]) => `(${sql}) as "${name}"`)
    const bindings = Object.values(parts).flatMap(([, values]) => values)
    const query = db.knexRawQuery(`select ${columns.join(', ')}`, bindings)
    const answer = await query
    const [row] = Array.isArray(answer) ? answer : answer.rows
    return Object.fromEntries(
      Object.keys(parts).map((name) => [name, Number(row[name])])
    ) as unknown as Counts
  }
}
