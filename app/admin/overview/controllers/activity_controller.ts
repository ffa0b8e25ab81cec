import { inject } from '@adonisjs/core'
import vine from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import User from '#app/accounts/models/user'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import ListLearningActivity, {
  ACTIVITIES_A_PAGE,
  ACTIVITY_KINDS,
} from '#app/learning/queries/list_learning_activity'
import { periodPresets } from '#app/admin/layout/period_presets'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { periodOf } from '#app/platform/sql/period'
import { day, pageNumber } from '#app/platform/validators/parameters'

const activityValidator = vine.create({
  kind: vine.enum(ACTIVITY_KINDS).optional(),
  from: day(),
  to: day(),
  page: pageNumber(),
})

/** Lists who learned in a period: the records behind two figures of the overview. */
@inject()
export default class ActivityController {
  constructor(
    private listLearningActivity: ListLearningActivity,
    private catalog: CatalogCache
  ) {}

  async index({ request, view }: HttpContext) {
    const filter = await activityValidator.validate(withoutEmpty(request.qs()))
    const { kind = 'active', page = 1, from, to } = filter
    const zone = zoneOf(request)
    const list = await this.listLearningActivity.handle(periodOf({ from, to }, zone), kind, page)
    const ids = list.rows.map(({ userId }) => userId)
    const [people, courses] = await Promise.all([
      User.query().select('id', 'name', 'email').whereIn('id', ids),
      this.catalog.courses(),
    ])
    return view.render('admin/overview/activity', {
      ...list,
      kind,
      filter,
      isFiltered: Boolean(from || to),
      presets: periodPresets(zone),
      page,
      pages: Math.max(1, Math.ceil(list.total / ACTIVITIES_A_PAGE)),
      people: new Map(people.map((person) => [person.id, person])),
      titles: new Map(courses.map(({ _id, title }) => [_id.toHexString(), title])),
    })
  }
}
