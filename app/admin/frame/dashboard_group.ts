import router from '@adonisjs/core/services/router'
import { middleware } from '#start/kernel'

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
      middleware.dashboard(),
      middleware.frame(),
    ])
}
