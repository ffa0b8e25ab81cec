import type { HttpContext } from '@adonisjs/core/http'

export default class OverviewController {
  show({ view }: HttpContext) {
    return view.render('admin/overview/show')
  }
}
