import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { periodChoices, periodValidator, shownPeriod } from '#app/admin/overview/shown_period'
import { presentRevenue } from '#app/admin/payments/present_revenue'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import ListBestSellers from '#app/reporting/queries/list_best_sellers'
import SumSalesByDay from '#app/reporting/queries/sum_sales_by_day'

@inject()
export default class RevenueController {
  constructor(
    private listBestSellers: ListBestSellers,
    private sumSalesByDay: SumSalesByDay,
    private catalog: CatalogCache
  ) {}

  async show({ request, view }: HttpContext) {
    const chosen = await periodValidator.validate(withoutEmpty(request.qs()))
    const shown = shownPeriod(chosen, zoneOf(request))
    const { from, until } = shown.period
    const [courses, days, catalog] = await Promise.all([
      this.listBestSellers.handle({ from, until }),
      this.sumSalesByDay.handle({ before: from, until }),
      this.catalog.courses(),
    ])
    return view.render('admin/payments/revenue', {
      period: shown.name,
      periods: periodChoices,
      ...presentRevenue({ courses, days, catalog }, shown),
    })
  }
}
