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

/**
 * An address below /admin that names nothing says so within the layout, and only to those who are signed in. It comes
 * after all others: the first route that fits is taken.
 */
dashboardRoutes(() => {
  router
    .get('*', ({ request }) => {
      throw new errors.E_ROUTE_NOT_FOUND([request.method(), request.url()])
    })
    .as('unknown')
})
