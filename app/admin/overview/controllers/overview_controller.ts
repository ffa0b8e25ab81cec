import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { presentOverview } from '#app/admin/overview/present_overview'
import { periodChoices, periodValidator, shownPeriod } from '#app/admin/overview/shown_period'
import SummarizeBusiness from '#app/reporting/queries/summarize_business'

@inject()
export default class OverviewController {
  constructor(private summarizeBusiness: SummarizeBusiness) {}

  async show({ request, view }: HttpContext) {
    const chosen = await periodValidator.validate(withoutEmpty(request.qs()))
    const shown = shownPeriod(chosen, zoneOf(request))
    const summary = await this.summarizeBusiness.handle(shown.period)
    return view.render('admin/overview/show', {
      period: shown.name,
      periods: periodChoices,
      ...presentOverview(summary, shown),
    })
  }
}
