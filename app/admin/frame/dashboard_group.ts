import router from '@adonisjs/core/services/router'
import { middleware as accounts } from '#app/accounts/middleware'

const middleware = router.named({
  session: () => import('@adonisjs/session/session_middleware'),
  typedFields: () => import('#app/admin/frame/typed_fields_middleware'),
  shield: () => import('@adonisjs/shield/shield_middleware'),
  frame: () => import('#app/admin/frame/frame_middleware'),
})

/** Routes of pages for whoever signs in: a session for messages and CSRF tokens, headers, no one's account. */
export function doorRoutes(define: () => void) {
  return router
    .group(define)
    .prefix('admin')
    .as('admin')
    .use([middleware.session(), middleware.shield(), middleware.frame()])
}

/** Routes of the dashboard: every one of them asks for a session of an administrator. */
export function dashboardRoutes(define: () => void) {
  return router
    .group(define)
    .prefix('admin')
    .as('admin')
    .use([
      middleware.session(),
      middleware.typedFields(),
      middleware.shield(),
      accounts.dashboard(),
      middleware.frame(),
    ])
}
