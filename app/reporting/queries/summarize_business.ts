import { inject } from '@adonisjs/core'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import { type Course, isDraft } from '#app/catalog/documents/course'
import ListRefusedOrders, { type RefusedOrder } from '#app/payments/queries/list_refused_orders'
import CountLearning from '#app/reporting/queries/count_learning'
import CountPeopleAndOrders from '#app/reporting/queries/count_people_and_orders'
import ListBestSellers from '#app/reporting/queries/list_best_sellers'
import ListFailingJobs from '#app/reporting/queries/list_failing_jobs'
import ListLatestPayments from '#app/reporting/queries/list_latest_payments'
import SumSalesByDay from '#app/reporting/queries/sum_sales_by_day'
import type { Revenue } from '#app/reporting/money_moves'
import { datesIn, type ComparedPeriod } from '#app/reporting/period'

const BEST_SELLERS = 5
const LATEST_PAYMENTS = 8

/** All figures of the overview for a period, in a fixed number of queries. */
@inject()
export default class SummarizeBusiness {
  constructor(
    private catalog: CatalogCache,
    private sumSalesByDay: SumSalesByDay,
    private countPeopleAndOrders: CountPeopleAndOrders,
    private countLearning: CountLearning,
    private listBestSellers: ListBestSellers,
    private listLatestPayments: ListLatestPayments,
    private listFailingJobs: ListFailingJobs,
    private listRefusedOrders: ListRefusedOrders
  ) {}

  async handle(period: ComparedPeriod) {
    const [sales, counts, learning, bestSellers, latestPayments, courses, refused] =
      await Promise.all([
        this.sumSalesByDay.handle(period),
        this.countPeopleAndOrders.handle(period),
        this.countLearning.handle(period),
        this.listBestSellers.handle(period, BEST_SELLERS),
        this.listLatestPayments.handle(LATEST_PAYMENTS),
        this.catalog.courses(),
        this.listRefusedOrders.handle(),
      ])
    const titles = new Map(courses.map(({ _id, title }) => [_id.toHexString(), title]))
    return {
      days: daysOf(sales, period),
      daysBefore: daysOf(sales, { from: period.before, until: period.beforeUntil }),
      counts,
      learning,
      bestSellers: bestSellers.map((one) => ({ ...one, title: titles.get(one.courseId) ?? null })),
      latestPayments,
      failingJobs: counts.failingJobs > 0 ? await this.listFailingJobs.handle() : [],
      courses: courses.length,
      unsellableCourses: unsellable(courses, refused),
      coursesWithoutLectures: courses
        .filter(({ _id }) => !learning.coursesWithLectures.has(_id.toHexString()))
        .map(({ _id, title }) => ({ id: _id.toHexString(), title })),
    }
  }
}

/** Published courses of which the gateway refused the last order, at the price that they still have. */
function unsellable(courses: readonly Course[], refused: RefusedOrder[]) {
  const byId = new Map(courses.map((course) => [course._id.toHexString(), course]))
  return refused.flatMap(({ courseId, amountInPaise, reason }) => {
    const course = byId.get(courseId)
    if (!course || isDraft(course) || (course.price ?? 0) * 100 !== amountInPaise) return []
    return { id: courseId, title: course.title, reason }
  })
}

export type BusinessSummary = Awaited<ReturnType<SummarizeBusiness['handle']>>

const NOTHING: Revenue = { payments: 0, grossInPaise: 0, refundedInPaise: 0, amountInPaise: 0 }

function daysOf(sales: Map<string, Revenue>, period: Pick<ComparedPeriod, 'from' | 'until'>) {
  return datesIn(period).map((date) => ({
    date,
    ...(sales.get(date) ?? NOTHING),
  }))
}
