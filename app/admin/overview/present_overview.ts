import { DateTime } from 'luxon'
import { count, percent, rupees } from '#app/admin/layout/formatters'
import { linkTo } from '#app/admin/layout/navigation'
import type { BusinessSummary } from '#app/reporting/queries/summarize_business'

/** Compares a figure with the previous period. */
function figure(label: string, now: number, before: number, format: (n: number) => string) {
  const change = now - before
  const direction = change > 0 ? 'up' : change < 0 ? 'down' : 'same'
  const share = before === 0 ? null : percent(Math.abs(change) / before)
  return {
    label,
    value: format(now),
    change: change === 0 ? { direction, label: 'No change' } : share && { direction, label: share },
    before: `vs ${format(before)}`,
  }
}

function sum<T>(rows: T[], value: (row: T) => number): number {
  return rows.reduce((total, row) => total + value(row), 0)
}

/** Lists problems that need attention, with links to where they can be solved. */
function attention({ counts, coursesWithoutLectures }: BusinessSummary) {
  const [first, ...others] = coursesWithoutLectures
  const empty =
    others.length === 0 ? `“${first?.title}” has` : `${count(others.length + 1)} courses have`
  return [
    counts.failedJobs > 0 && {
      icon: 'server-crash',
      text: `${count(counts.failedJobs)} background ${counts.failedJobs === 1 ? 'job has' : 'jobs have'} failed`,
      link: linkTo('admin.system.show'),
    },
    counts.failedUploads > 0 && {
      icon: 'cloud-alert',
      text: `${count(counts.failedUploads)} ${counts.failedUploads === 1 ? 'upload needs' : 'uploads need'} your attention`,
      link: linkTo('admin.media.uploads'),
    },
    counts.paidWithoutPayment > 0 && {
      icon: 'circle-alert',
      text: `${count(counts.paidWithoutPayment)} paid ${counts.paidWithoutPayment === 1 ? 'order has' : 'orders have'} no payment`,
      link: `${linkTo('admin.payments.orders.index')}?state=unmatched`,
    },
    first && {
      icon: 'film',
      text: `${empty} no lectures yet`,
      link:
        others.length === 0
          ? linkTo('admin.courses.show', first.id)
          : `${linkTo('admin.courses.index')}?status=empty`,
    },
  ].filter((item) => item !== false && item !== undefined)
}

/** Formats the overview for its page. */
export function presentOverview(summary: BusinessSummary, { days }: { days: number }) {
  const { counts, learning } = summary
  const conversion = (paid: number, all: number) => (all === 0 ? 0 : paid / all)
  const revenue = (rows: BusinessSummary['days']) => sum(rows, (row) => row.amountInPaise)
  return {
    figures: [
      figure('Revenue', revenue(summary.days), revenue(summary.daysBefore), rupees),
      figure('Orders', counts.orders, counts.ordersBefore, count),
      figure(
        'Checkout conversion',
        conversion(counts.paidOrders, counts.orders),
        conversion(counts.paidOrdersBefore, counts.ordersBefore),
        percent
      ),
      figure('New learners', counts.newLearners, counts.newLearnersBefore, count),
      figure('Active learners', learning.active, learning.activeBefore, count),
      figure('Courses finished', learning.completions, learning.completionsBefore, count),
    ],
    chart: {
      labels: summary.days.map(({ date }) => DateTime.fromISO(date).toFormat('d LLL')),
      series: [
        { label: `Last ${days} days`, values: inRupees(summary.days) },
        { label: `Previous ${days} days`, values: inRupees(summary.daysBefore) },
      ],
    },
    attention: attention(summary),
    bestSellers: summary.bestSellers.map((one) => ({
      ...one,
      title: one.title ?? 'Deleted course',
      link: one.title === null ? null : linkTo('admin.courses.show', one.courseId),
    })),
    latestPayments: summary.latestPayments.map((payment) => ({
      ...payment,
      link: linkTo('admin.payments.show', payment.id),
    })),
    isNew: summary.courses === 0 && counts.anyOrder === 0,
    newCourse: linkTo('admin.courses.create'),
  }
}

function inRupees(rows: BusinessSummary['days']): number[] {
  return rows.map(({ amountInPaise }) => amountInPaise / 100)
}
