import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'

export default class ComponentsController {
  show({ view }: HttpContext) {
    const now = DateTime.utc()
    return view.render('admin/components/show', {
      times: [now, now.minus({ hours: 3 }), now.minus({ days: 40 })],
      days: Array.from({ length: 14 }, (_, index) => ({
        label: now.minus({ days: 13 - index }).toFormat('d LLL'),
        value: ((index * 7) % 11) * 1000,
      })),
    })
  }
}
