import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { presentOverview } from '#app/admin/overview/present_overview'
import { setupSteps } from '#app/admin/overview/setup_steps'
import { periodChoices, periodValidator, shownPeriod } from '#app/admin/overview/shown_period'
import SummarizeBusiness from '#app/reporting/queries/summarize_business'

@inject()
export default class OverviewController {
  constructor(private summarizeBusiness: SummarizeBusiness) {}

  async show(ctx: HttpContext) {
    const { request, view } = ctx
    const chosen = await periodValidator.validate(withoutEmpty(request.qs()))
    const shown = shownPeriod(chosen, zoneOf(request))
    const summary = await this.summarizeBusiness.handle(shown.period)
    return view.render('admin/overview/show', {
      period: shown.name,
      periods: periodChoices,
      ...presentOverview(summary, shown),
      setup: setupSteps(currentAdministrator(ctx)),
    })
  }
}
