import { inject } from '@adonisjs/core'
import vine from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { presentOverview } from '#app/admin/overview/present_overview'
import { lastDays } from '#app/reporting/period'
import SummarizeBusiness from '#app/reporting/queries/summarize_business'

const PERIODS = [7, 30, 90, 365]

const periodValidator = vine.create({ days: vine.number().in(PERIODS).optional() })

@inject()
export default class OverviewController {
  constructor(private summarizeBusiness: SummarizeBusiness) {}

  async show({ request, view }: HttpContext) {
    const { days = 30 } = await periodValidator.validate(withoutEmpty(request.qs()))
    const summary = await this.summarizeBusiness.handle(lastDays(days, zoneOf(request)))
    return view.render('admin/overview/show', {
      days,
      periods: PERIODS,
      ...presentOverview(summary, { days }),
    })
  }
}
