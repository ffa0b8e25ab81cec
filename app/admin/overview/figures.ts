import { addressWith, count, percent, rupees } from '#app/admin/layout/formatters'
import { linkTo } from '#app/admin/layout/navigation'
import { toDate } from '#app/admin/overview/shown_period'
import type { ComparedPeriod } from '#app/reporting/period'
import type { BusinessSummary } from '#app/reporting/queries/summarize_business'

/** Below this number a percentage exaggerates: the difference is shown. */
const FEWEST_FOR_PERCENT = 20

interface Figure {
  label: string
  now: number
  before: number
  format: (value: number) => string
  /** Route and parameters of the list with the counted records. */
  list: [route: string, parameters?: Record<string, string>]
  /** Numbers of records behind the figures, if they are not counts themselves. */
  records?: [now: number, before: number]
}

/** Formats the figures of a period, each with its change and a link to its list. */
export function figures(summary: BusinessSummary, period: ComparedPeriod) {
  const dates = { from: period.from.toISODate()!, to: toDate(period.until) }
  return figuresOf(summary).map(({ label, now, before, format, list, records }) => {
    const [route, parameters = {}] = list
    const path = linkTo(route)
    return {
      label,
      value: format(now),
      change: changeOf({ now, before, format, records }),
      before: `vs ${format(before)}`,
      link: path && addressWith({ path, query: parameters }, dates),
    }
  })
}

function figuresOf({ counts, days, daysBefore, learning }: BusinessSummary): Figure[] {
  const orders = ['admin.payments.orders.index'] as const
  const [paid, paidBefore] = [days, daysBefore].map((rows) => sum(rows, 'payments'))
  return [
    {
      label: 'Net revenue',
      now: sum(days, 'amountInPaise'),
      before: sum(daysBefore, 'amountInPaise'),
      format: rupees,
      list: ['admin.payments.index'],
      records: [paid, paidBefore],
    },
    {
      label: 'Orders',
      now: counts.orders,
      before: counts.ordersBefore,
      format: count,
      list: [...orders],
    },
    {
      label: 'Checkout conversion',
      now: share(counts.paidOrders, counts.orders),
      before: share(counts.paidOrdersBefore, counts.ordersBefore),
      format: percent,
      list: [...orders, { state: 'paid' }],
    },
    {
      label: 'New learners',
      now: counts.newLearners,
      before: counts.newLearnersBefore,
      format: count,
      list: ['admin.people.index', { role: 'learner' }],
    },
    {
      label: 'Active learners',
      now: learning.active,
      before: learning.activeBefore,
      format: count,
      list: ['admin.activity', { kind: 'active' }],
    },
    {
      label: 'Courses finished',
      now: learning.completions,
      before: learning.completionsBefore,
      format: count,
      list: ['admin.activity', { kind: 'finished' }],
    },
  ]
}

function changeOf({
  now,
  before,
  format,
  records = [now, before],
}: Pick<Figure, 'now' | 'before' | 'format' | 'records'>) {
  const difference = now - before
  if (difference === 0) return { direction: 'same', label: 'No change' }
  const direction = difference > 0 ? 'up' : 'down'
  const size = Math.abs(difference)
  const sign = difference > 0 ? '+' : '−'
  if (format === percent) return { direction, label: `${sign}${count(points(size))} points` }
  const isSmall = before === 0 || Math.min(...records) < FEWEST_FOR_PERCENT
  return { direction, label: `${sign}${isSmall ? format(size) : percent(size / before)}` }
}

/** Percentage points with one decimal. */
function points(ratio: number): number {
  return Math.round(ratio * 1000) / 10
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function sum<Name extends string>(rows: Record<Name, number>[], name: Name): number {
  return rows.reduce((total, row) => total + row[name], 0)
}
