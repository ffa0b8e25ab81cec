import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import CoursePolicy from '#app/catalog/policies/course_policy'
import CountTotals from '#app/reporting/queries/count_totals'

@inject()
export default class StatsController {
  constructor(private countTotals: CountTotals) {}

  async show({ bouncer }: HttpContext) {
    await bouncer.with(CoursePolicy).authorize('administer')
    return { stats: await this.countTotals.handle() }
  }
}
