import router from '@adonisjs/core/services/router'
import { middleware as accounts } from '#app/accounts/middleware'
import { middleware as platform } from '#app/platform/middleware'

const middleware = router.named({
  session: () => import('@adonisjs/session/session_middleware'),
  typedFields: () => import('#app/admin/layout/typed_fields_middleware'),
  shield: () => import('@adonisjs/shield/shield_middleware'),
  layout: () => import('#app/admin/layout/layout_middleware'),
})

/** Groups the routes of signing in: they have a session for messages and CSRF tokens, and ask for no account. */
export function guestRoutes(define: () => void) {
  return router
    .group(define)
    .prefix('admin')
    .as('admin')
    .use([platform.compression(), middleware.session(), middleware.shield(), middleware.layout()])
}

/** Groups routes of the dashboard: each of them asks for a session of an administrator. */
export function dashboardRoutes(define: () => void) {
  return router
    .group(define)
    .prefix('admin')
    .as('admin')
    .use([
      platform.compression(),
      middleware.session(),
      middleware.typedFields(),
      middleware.shield(),
      accounts.dashboard(),
      middleware.layout(),
    ])
}
