import { DateTime } from 'luxon'
import { count } from '#app/admin/layout/formatters'
import { linkTo } from '#app/admin/layout/navigation'
import type { FailingJob } from '#app/reporting/queries/list_failing_jobs'
import type { BusinessSummary } from '#app/reporting/queries/summarize_business'
import { isolated } from '#app/platform/text'

/** Failing jobs that are named one by one. */
const JOBS_NAMED = 3

export interface AttentionItem {
  /** Lucide icon name. */
  icon: string
  text: string
  link: string | null
}

type Summary = Pick<
  BusinessSummary,
  'counts' | 'coursesWithoutLectures' | 'failingJobs' | 'unsellableCourses'
>

/** Lists problems that need attention, with links to where they can be solved. */
export function attention(summary: Summary, zone: string): AttentionItem[] {
  const { counts, failingJobs, coursesWithoutLectures } = summary
  return [
    ...jobs(failingJobs),
    ...unsellable(summary.unsellableCourses),
    counts.failedUploads > 0 && {
      icon: 'cloud-alert',
      text: `${numbered(counts.failedUploads, 'upload needs', 'uploads need')} your attention`,
      link: linkTo('admin.media.uploads'),
    },
    counts.openFindings > 0 && {
      icon: 'badge-indian-rupee',
      text: `${numbered(counts.openFindings, 'finding about payments needs', 'findings about payments need')} a decision`,
      link: linkTo('admin.payments.findings.index'),
    },
    counts.paidWithoutPayment > 0 && {
      icon: 'circle-alert',
      text: `${numbered(counts.paidWithoutPayment, 'paid order has', 'paid orders have')} no payment`,
      link: `${linkTo('admin.payments.orders.index')}?state=unmatched`,
    },
    counts.openOrders > 0 && {
      icon: 'shopping-cart',
      text: `${numbered(counts.openOrders, 'checkout', 'checkouts')} without a payment in the last 24 hours`,
      link: `${linkTo('admin.payments.orders.index')}?state=open&from=${yesterday(zone)}`,
    },
    emptyCourses(coursesWithoutLectures),
  ].filter((item) => item !== false)
}

/** Names each failing job by its purpose and the person it concerns. */
function jobs(failing: FailingJob[]): AttentionItem[] {
  const named = failing.slice(0, JOBS_NAMED).map(({ label, person, attempts }) => {
    const text = `${label}${person ? ` for ${person}` : ''} failed ${count(attempts)} times`
    return { icon: 'server-crash', text, link: linkTo('admin.system.show') }
  })
  const others = failing.length - named.length
  if (others <= 0) return named
  const text = `${numbered(others, 'more background job is', 'more background jobs are')} failing`
  return [...named, { icon: 'server-crash', text, link: linkTo('admin.system.show') }]
}

/** Courses that the payment gateway refuses to sell, with its own words. */
function unsellable(courses: Summary['unsellableCourses']): AttentionItem[] {
  return courses.map(({ id, title, reason }) => ({
    icon: 'indian-rupee',
    text: `“${isolated(title)}” can’t be bought: the payment gateway answers “${reason}”`,
    link: linkTo('admin.courses.show', id),
  }))
}

function emptyCourses([first, ...others]: Summary['coursesWithoutLectures']):
  AttentionItem | false {
  if (!first) return false
  if (others.length === 0) {
    const link = linkTo('admin.courses.show', first.id)
    return { icon: 'film', text: `“${isolated(first.title)}” has no lectures yet`, link }
  }
  const text = `${count(others.length + 1)} courses have no lectures yet`
  return { icon: 'film', text, link: `${linkTo('admin.courses.index')}?status=empty` }
}

function numbered(number: number, one: string, many: string): string {
  return `${count(number)} ${number === 1 ? one : many}`
}

function yesterday(zone: string): string {
  return DateTime.now().setZone(zone).minus({ days: 1 }).toISODate()!
}
