import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import { errors } from '@adonisjs/core/http'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'
import Capabilities from '#app/platform/capabilities'
import '#app/admin/session/routes'
import '#app/admin/overview/routes'
import '#app/admin/account/routes'
import '#app/admin/audit/routes'
import '#app/admin/people/routes'
import '#app/admin/media/routes'
import '#app/admin/system/routes'
import '#app/admin/search/routes'
import '#app/admin/components/routes'

const capabilities = await app.container.make(Capabilities)
if (capabilities.isEnabled('theta')) {
  await import('#app/admin/courses/routes')
  await import('#app/admin/lectures/routes')
  await import('#app/admin/uploads/routes')
  await import('#app/admin/payments/routes')
}
if (capabilities.isEnabled('members')) await import('#app/admin/members/routes')

/**
 * Shows "not found" for unknown URLs below /admin within the layout, to signed-in administrators only. Must be
 * registered last, since the first matching route wins.
 */
dashboardRoutes(() => {
  router
    .get('*', ({ request }) => {
      throw new errors.E_ROUTE_NOT_FOUND([request.method(), request.url()])
    })
    .as('unknown')
})
