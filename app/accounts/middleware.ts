import router from '@adonisjs/core/services/router'

/** Middleware for routes that require a user: of the API, or of the dashboard. */
export const middleware = router.named({
  authenticate: () => import('#app/accounts/middleware/authenticate_middleware'),
  dashboard: () => import('#app/accounts/middleware/dashboard_middleware'),
})
