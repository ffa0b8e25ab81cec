import { DateTime } from 'luxon'
import { linkTo } from '#app/admin/layout/navigation'
import { attention } from '#app/admin/overview/attention'
import { figures } from '#app/admin/overview/figures'
import { type ShownPeriod, toDate } from '#app/admin/overview/shown_period'
import { isShownByMonth } from '#app/reporting/period'
import type { Revenue } from '#app/reporting/money_moves'
import type { BusinessSummary } from '#app/reporting/queries/summarize_business'

type Rows = BusinessSummary['days']

/** Formats the overview for its page. */
export function presentOverview(summary: BusinessSummary, shown: ShownPeriod) {
  const { period } = shown
  return {
    dates: { from: period.from.toISODate()!, to: toDate(period.until) },
    figures: figures(summary, period),
    chart: chartOf(summary, shown),
    attention: attention(summary, period.zone),
    bestSellers: summary.bestSellers.map((one) => ({
      ...one,
      title: one.title ?? 'Deleted course',
      link: one.title === null ? null : linkTo('admin.courses.sales', one.courseId),
    })),
    latestPayments: summary.latestPayments.map((payment) => ({
      ...payment,
      link: linkTo('admin.payments.show', payment.id),
    })),
    allPayments: linkTo('admin.payments.index'),
    isNew: summary.courses === 0 && summary.counts.anyOrder === 0,
    newCourse: linkTo('admin.courses.create'),
  }
}

/** Shows long periods by month: hundreds of bars can't be read. */
function chartOf({ days, daysBefore }: BusinessSummary, shown: ShownPeriod) {
  const isByMonth = isShownByMonth(shown.period)
  const [rows, rowsBefore] = isByMonth ? [byMonth(days), byMonth(daysBefore)] : [days, daysBefore]
  return {
    grain: isByMonth ? 'month' : 'day',
    labels: rows.map(({ date }) =>
      DateTime.fromISO(date).toFormat(isByMonth ? 'LLL yyyy' : 'd LLL')
    ),
    series: [
      { label: shown.label, values: inRupees(rows) },
      { label: shown.previousLabel, values: inRupees(rowsBefore, rows.length) },
    ],
  }
}

function byMonth(days: Rows): Rows {
  const months = Map.groupBy(days, ({ date }) => date.slice(0, 7))
  return [...months].map(([date, rows]) => ({
    date,
    payments: sum(rows, 'payments'),
    grossInPaise: sum(rows, 'grossInPaise'),
    refundedInPaise: sum(rows, 'refundedInPaise'),
    amountInPaise: sum(rows, 'amountInPaise'),
  }))
}

function sum(rows: Rows, name: keyof Revenue): number {
  return rows.reduce((total, row) => total + row[name], 0)
}

/** @param length number of values; months and ranges compared with each other differ by some days */
function inRupees(rows: Rows, length = rows.length): number[] {
  return Array.from({ length }, (_, index) => (rows[index]?.amountInPaise ?? 0) / 100)
}
