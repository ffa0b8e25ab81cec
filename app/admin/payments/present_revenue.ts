import { DateTime } from 'luxon'
import { linkTo } from '#app/admin/layout/navigation'
import { type ShownPeriod, toDate } from '#app/admin/overview/shown_period'
import type { Course } from '#app/catalog/documents/course'
import type { Revenue } from '#app/reporting/money_moves'
import { isShownByMonth } from '#app/reporting/period'
import type { BestSeller } from '#app/reporting/queries/list_best_sellers'

interface Found {
  courses: BestSeller[]
  /** By date, such as `2026-11-21`. */
  days: Map<string, Revenue>
  catalog: readonly Course[]
}

/** Formats the revenue of a period by course, and by day or month. */
export function presentRevenue({ courses, days, catalog }: Found, { period }: ShownPeriod) {
  const titles = new Map(catalog.map(({ _id, title }) => [_id.toHexString(), title]))
  const isByMonth = isShownByMonth(period)
  return {
    dates: { from: period.from.toISODate()!, to: toDate(period.until) },
    total: sumOf(courses),
    courses: courses.map((course) => {
      const title = titles.get(course.courseId)
      const link = title === undefined ? null : linkTo('admin.courses.sales', course.courseId)
      return { ...course, title: title ?? 'Deleted course', link }
    }),
    grain: isByMonth ? 'month' : 'day',
    times: timesOf(days, isByMonth),
  }
}

/** Sums up days or months in which money moved, latest first. */
function timesOf(days: Map<string, Revenue>, isByMonth: boolean) {
  const times = Map.groupBy(days, ([date]) => (isByMonth ? date.slice(0, 7) : date))
  return [...times]
    .sort(([one], [other]) => (one < other ? 1 : -1))
    .map(([date, rows]) => ({
      label: DateTime.fromISO(date).toFormat(isByMonth ? 'LLLL yyyy' : 'd LLL yyyy'),
      ...sumOf(rows.map(([, revenue]) => revenue)),
    }))
}

function sumOf(rows: Revenue[]): Revenue {
  const sum = (name: keyof Revenue) => rows.reduce((total, row) => total + row[name], 0)
  return {
    payments: sum('payments'),
    grossInPaise: sum('grossInPaise'),
    refundedInPaise: sum('refundedInPaise'),
    amountInPaise: sum('amountInPaise'),
  }
}
